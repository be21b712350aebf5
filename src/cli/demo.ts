import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeConfig } from "../config/load.ts";
import { parseAquariumOptions, writeAquarium } from "../data/aquarium/index.ts";
import { train } from "../probe/train.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { type Prediction, predict } from "../train/predict.ts";
import type { TrainResult } from "../train/result.ts";
import type { Call } from "./command.ts";
import { duration, percent } from "./numbers.ts";
import { progressLine } from "./screen/progressLine.ts";
import { showPath } from "./screen/showPath.ts";
import { showTraining } from "./screen/showTraining.ts";
import { trainSummary } from "./screen/trainSummary.ts";
import { padded } from "./screen/visibleWidth.ts";

const species = 8;
const images = { train: 960, validation: 160, test: 240 };
/** New fish that the finished model is asked about: pictures that no part of the training has. */
const newFish = 8;

type DemoCall = Call<SessionOptions & { readonly out: string; readonly epochs: number; readonly seed: number }>;

/**
 * Paints fish, trains on them, tests, and asks the model about new fish.
 * @returns false when it was interrupted; the run can be resumed
 */
export async function runDemo(call: DemoCall): Promise<boolean> {
  const { options, output, signal } = call;
  const { out, seed, epochs: _, ...session } = options;
  const begun = performance.now();
  const { bold } = output.errorColours;

  output.note(bold(`1  Painting ${species} species of fish`));
  const photos = join(out, "photos");
  await paint(photos, { species, images }, seed, call);

  output.note(bold("\n2  Training a network to tell them apart"));
  const result = await trainOn(photos, session, call);
  if (result.reason === "interrupted") {
    output.json(result);
    output.note(`\nStopped; go on with:\n  wrasse train --resume ${showPath(result.run)}`);
    return false;
  }
  output.text(trainSummary(result, output));

  output.note(bold(`\n3  Asking it about ${newFish} new fish`));
  const strangers = join(out, "new-fish");
  await paint(strangers, { species, images: { train: 0, validation: 0, test: newFish } }, seed + 1, call);
  const { predictions } = await predict(result.run, [strangers], { ...session, signal });
  output.text(`\n${newFishTable(predictions, call)}`);

  const seconds = (performance.now() - begun) / 1000;
  output.text(`\nAll of it took ${duration(seconds)} and lies in ${showPath(resolve(out))}: photos, run, new-fish.`);
  output.text(`Now with photos of your own: ${output.colours.bold("wrasse train PHOTOS")}`);
  const answers = predictions.map(({ path, classes }) => ({ path, species: speciesOf(path), predicted: classes[0]! }));
  output.json({ ...result, seconds, photos: resolve(photos), newFish: answers });
  return true;
}

async function paint(directory: string, options: object, seed: number, { output, signal }: DemoCall): Promise<void> {
  const progress = progressLine("painting fish", output);
  const aquarium = parseAquariumOptions(options);
  await writeAquarium(directory, aquarium, seed, { signal, onProgress: progress.update }).finally(progress.end);
}

async function trainOn(
  photos: string,
  session: SessionOptions,
  { options: { out, epochs, seed }, output, signal }: DemoCall,
): Promise<TrainResult> {
  const config = makeConfig(undefined, [
    ["data.path", photos],
    ["epochs", epochs],
    ["seed", seed],
  ]);
  const view = showTraining(output);
  signal.addEventListener("abort", view.stopping);
  try {
    return await train(config, { ...session, signal, tell: view.tell, out: freeRun(out) });
  } finally {
    view.end();
  }
}

/** A second demo in the same place keeps the first one's run. */
function freeRun(out: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(out, number === 1 ? "run" : `run-${number}`);
    if (!existsSync(path)) return path;
  }
}

/** The folder that a generated picture lies in names its species. */
function speciesOf(path: string): string {
  return path.split(/[\\/]/).at(-2)!;
}

function newFishTable(predictions: readonly Prediction[], { output: { colours } }: DemoCall): string {
  const rows = predictions.map(({ path, classes }) => {
    const { name, probability } = classes[0]!;
    return { species: speciesOf(path), name, probability, isRight: name === speciesOf(path) };
  });
  const width = Math.max(...rows.flatMap(({ species, name }) => [species.length, name.length]));
  const lines = rows.map(({ species, name, probability, isRight }) => {
    const verdict = isRight ? colours.green("right") : colours.red("wrong");
    return `  ${padded(species, width)}  taken for  ${padded(name, width)}  ${percent(probability).padStart(7)}  ${verdict}`;
  });
  return [...lines, `  ${rows.filter(({ isRight }) => isRight).length} of ${rows.length} right`].join("\n");
}
