import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/**
 * Ends a test run with the tests that were skipped, by name and reason, and with a line that scripts can count:
 * `N passed, N failed`, or `N passed, N failed, N skipped`.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    const skipped = inState("skipped");
    // A file that cannot be loaded, a failed hook and a stray rejection have no test to fail, and are failures too.
    const withoutTest = modules.reduce((count, module) => count + errorsOutsideTests(module), unhandledErrors.length);
    const failed = inState("failed").length + withoutTest;
    for (const test of skipped) {
      process.stdout.write(`skipped: ${test.module.relativeModuleId}: ${test.fullName}${reasonOf(test)}\n`);
    }
    const counts = `${inState("passed").length} passed, ${failed} failed`;
    process.stdout.write(`\n${counts}${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}\n`);
  }
}

function errorsOutsideTests(module: TestModule): number {
  const suites = [...module.children.allSuites()];
  return suites.reduce((count, suite) => count + suite.errors().length, module.errors().length);
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return result.state === "skipped" && result.note !== undefined ? ` (${result.note})` : "";
}
