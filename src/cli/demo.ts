import { availableParallelism } from "node:os";
import { join } from "node:path";
import { writeAtomically } from "../base/files.ts";
import { casePage } from "../report/casePage.ts";
import { readDemoCase } from "../treat/case/definition.ts";
import { runCase } from "../treat/case/runCase.ts";
import type { CaseStory } from "../treat/case/story.ts";
import { workerProcesses } from "../treat/runner/workerProcesses.ts";
import type { Call } from "./command.ts";
import { duration, percent } from "./numbers.ts";
import { caseText } from "./screen/caseText.ts";
import { stageLines } from "./screen/stageLines.ts";

const seeds = 3;

/** Stages of the story that have a headline; the others are steps of these. */
const headlines: Readonly<Record<string, string>> = {
  "painting fish": "1  Painting six species of fish",
  proof: "2  A training that will not move; its cause taken away, and a placebo",
  "healthy twin": "3  The cause put into a net that works",
  "counting dead units and gradients": "4  What is dead, and what gradient comes through",
  "every learning rate on the sick net": "5  Whether any learning rate would help, and what a diagnosis says",
};

type DemoCall = Call<{ readonly out: string; readonly workers?: number | undefined; readonly lang: "en" | "id" }>;

/** Tells case 3 in small: generated fish, a net that does not learn, what is wrong, the proof, the cure, and the page to open. */
export async function runDemo({ options: { out, workers, lang }, output, signal }: DemoCall): Promise<void> {
  const { bold } = output.errorColours;
  const begun = new Set<string>();
  const lines = stageLines(output, (stage) => {
    const headline = headlines[stage];
    // A later part of the story may come back to a stage.
    if (headline === undefined || begun.has(stage)) return;
    output.note(bold(`${begun.size === 0 ? "" : "\n"}${headline}`));
    begun.add(stage);
  });
  const story = await runCase(await readDemoCase(), {
    seeds,
    isControl: false,
    out,
    runner: workerProcesses(workers ?? availableParallelism()),
    signal,
    onProgress: lines.updateShare,
  }).finally(lines.end);
  const page = join(out, "page.html");
  await writeAtomically(page, casePage({ ...story, command: "wrasse demo" }, { language: lang }));
  output.text(`\n${told(story)}\n\n${caseText(story, output)}`);
  output.text(
    `\nAll of it took ${duration(story.seconds)}. Open ${output.colours.bold(page)} for the charts, in English and Bahasa Indonesia.`,
  );
  output.text(
    `Now with your own: ${output.colours.bold("wrasse train PHOTOS")}, then ${output.colours.bold("wrasse diagnose RUN")}.`,
  );
  const { checks, seconds } = story;
  output.json({ type: "result", case: 3, data: story.data.name, runs: join(out, "runs"), checks, page, seconds });
}

/** The story in four sentences, each with its number. */
function told({ sick, healthy, findings, trials, data }: CaseStory): string {
  const best = (runs: CaseStory["sick"]): number =>
    Math.max(...runs.flatMap(({ curve }) => curve.map(({ validationAccuracy }) => validationAccuracy)));
  const [cure] = trials;
  const named = findings[0];
  return [
    `The sick net reached ${percent(best(sick), 0)} on validation, where always naming the commonest species gets about ${percent(data.majority, 0)}; its twin reached ${percent(best(healthy), 0)}.`,
    named === undefined
      ? "The diagnosis found nothing."
      : `The diagnosis, which is not told what was done: ${named.mechanism ?? "no mechanism"}, because of ${named.rootCause ?? "a cause it cannot name"}.`,
    cure === undefined
      ? ""
      : `Taking the cause away (${cure.change}) changed the accuracy by ${(100 * cure.effect).toFixed(0)} points.`,
  ].join("\n");
}
