import { defineConfig } from "vitest/config";

// Files share a worker: most are small, and loading onnxruntime and zod anew for each took ten times as long.
const limits = { testTimeout: 60_000, hookTimeout: 60_000, isolate: false };

export default defineConfig({
  test: {
    reporters: ["default", "./tools/countReporter.ts"],
    // `test.only` left in a file fails the run (the lint rule for it takes our `fit` for Jasmine's).
    allowOnly: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/**/*.test.ts", "tools/**/*.test.ts", "bench/**/*.test.ts"],
          exclude: ["test/package.test.ts"],
          ...limits,
        },
      },
      {
        // Packs, installs and starts the package: the slowest, so it runs alone, after all others.
        test: { name: "package", include: ["test/package.test.ts"], sequence: { groupOrder: 1 }, ...limits },
      },
    ],
  },
});
