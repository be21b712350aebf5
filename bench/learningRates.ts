/**
 * Whether the rates that `wrasse lr-find` suggests are good: for two networks and two optimisers on generated fish, the
 * suggestion, and the validation after a training with it, with a tenth and with ten times as much.
 * Run: npx tsx bench/learningRates.ts
 */
import { type Config, parseConfig } from "../src/config/config.ts";
import { aquariumPixels, parseAquariumOptions } from "../src/data/aquarium/index.ts";
import { type Dataset, datasetFromPixels } from "../src/data/dataset.ts";
import { learningRateRange } from "../src/probe/active/learningRateRange.ts";
import { rate, suggestLearningRate } from "../src/probe/active/learningRateSuggestion.ts";
import { fit } from "../src/train/fit.ts";
import { planTraining } from "../src/train/plan.ts";
import { Trainer } from "../src/train/trainer.ts";

const size = 32;
const images = { train: 360, validation: 120, test: 0 };
const epochs = 15;
const session = { threads: 1 };

const networks = {
  "small-cnn of width 8, with batch norm": { name: "small-cnn", width: 8 },
  "two convolutions without a norm": [
    { conv2d: 16 },
    "relu",
    { "max-pool2d": 2 },
    { conv2d: 32 },
    "relu",
    { "max-pool2d": 2 },
    "flatten",
    { dense: "classes" },
  ],
};

const { classes, labels, pixels, pictures } = await aquariumPixels(
  parseAquariumOptions({ species: 6, size, images }),
  0,
);
const fish = datasetFromPixels({ classes, labels, pixels, size, splits: pictures.map(({ split }) => split) });

console.log("| network | optimiser | steepest descent | suggested (seeds) | a tenth | suggested | ten times |");
console.log("|---|---|---|---|---|---|---|");
for (const [title, model] of Object.entries(networks)) {
  for (const name of ["sgd", "adamw"]) {
    const config = (more: object = {}): Config =>
      parseConfig({ data: { path: "fish", size }, model, optimizer: { name, ...more }, epochs });
    const range = await learningRateRange((seed) => planTraining({ ...config(), seed }, fish), fish, {
      ...session,
      seeds: [0, 1, 2],
    });
    const suggestion = suggestLearningRate(range);
    const steepest = suggestion.seeds
      .map(({ steepestAt }) => (steepestAt === null ? "-" : rate(steepestAt)))
      .join(", ");
    if (suggestion.verdict === "refused") {
      console.log(`| ${title} | ${name} | ${steepest} | ${suggestion.reason} | | | |`);
      continue;
    }
    const { learningRate, spread } = suggestion;
    const accuracies = [];
    for (const factor of [0.1, 1, 10]) {
      accuracies.push(await validationAccuracy(config({ learningRate: factor * learningRate }), fish));
    }
    const shown = accuracies.map((accuracy) => accuracy?.toFixed(2) ?? "not finite").join(" | ");
    console.log(
      `| ${title} | ${name} | ${steepest} | ${rate(learningRate)} (${spread.map(rate).join(" to ")}) | ${shown} |`,
    );
  }
}

/** Of the last epoch; undefined where the loss was not finite. */
async function validationAccuracy(config: Config, dataset: Dataset): Promise<number | undefined> {
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, session);
  try {
    const { progress } = await fit(trainer, { earlyStopping: config.earlyStopping });
    return progress.history.at(-1)!.validationAccuracy ?? undefined;
  } catch {
    return undefined;
  } finally {
    await trainer.release();
  }
}
