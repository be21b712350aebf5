/**
 * How well photos of strangers are told from photos of the trained species by a network's logits, after real trainings:
 * `npx tsx bench/strangers.ts`, with `--data photos --seeds 1` for a part of it. Writes tables to standard output, and each
 * training's figures as JSON lines to standard error.
 *
 * Two data sets: an aquarium of 12 species of which 4 are held out, and a folder of photos of which two species are held
 * out, others for each seed. Each is trained without label smoothing and with 0.05, the default recipe's.
 */
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { mean } from "../src/base/averages.ts";
import { draws } from "../src/base/random.ts";
import { makeConfig } from "../src/config/load.ts";
import {
  allSpecies,
  generateAquarium,
  paintFish,
  parseAquariumOptions,
  writeAquarium,
} from "../src/data/aquarium/index.ts";
import { photosBelow } from "../src/data/photoFiles.ts";
import { Classifier } from "../src/train/classifier.ts";
import { classifyPhotos } from "../src/train/classifyPhotos.ts";
import { familiarity } from "../src/train/decision/familiarity.ts";
import { rocAuc } from "../src/train/metrics/rocAuc.ts";
import { train } from "../src/train/train.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    epochs: { type: "string", default: "30" },
    threads: { type: "string", default: "1" },
    data: { type: "string", default: "photos,aquarium" },
    photos: { type: "string", default: "../shared/data/fish-photos" },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, seed) => seed);
const epochs = Number(values.epochs);
const threads = Number(values.threads);

const size = 64;
const smoothings = [0, 0.05];
/** Validation photos that are kept, the rate that strangers' rejection is measured at. */
const kept = 0.95;
/** Pictures of each kind of non-fish. */
const pictures = 200;

type Scores = Readonly<Record<string, Float64Array>>;

/** The scores of each photo: those that ship, and the largest probability, which every paper compares with. */
function scoresOf(logits: Float32Array, classes: number): Scores {
  const [energy, maxLogit] = [familiarity(logits, classes, "energy"), familiarity(logits, classes, "max-logit")];
  return { probability: maxLogit.map((value, i) => Math.exp(value - energy[i]!)), "max-logit": maxLogit, energy };
}

/** [photos * 3 * size * size] planes of pictures that show no fish. */
const nonFish: Readonly<Record<string, (seed: number) => Promise<Uint8Array>>> = {
  "empty scenes": async (seed) => {
    const options = parseAquariumOptions({ size, images: { train: 0, validation: 0, test: pictures } });
    const all = new Uint8Array(pictures * 3 * size * size);
    let i = 0;
    for (const picture of generateAquarium(options, seed + 100)) {
      const rgb = await paintFish(picture, { without: ["fish"] });
      for (let place = 0; place < size * size; place += 1) {
        for (let channel = 0; channel < 3; channel += 1) {
          all[(i * 3 + channel) * size * size + place] = rgb[place * 3 + channel]!;
        }
      }
      i += 1;
    }
    return all;
  },
  noise: (seed) => {
    const rng = draws(seed, "bench:noise");
    return Promise.resolve(Uint8Array.from({ length: pictures * 3 * size * size }, () => rng.below(256)));
  },
  "one colour": (seed) => {
    const rng = draws(seed, "bench:flat");
    const all = new Uint8Array(pictures * 3 * size * size);
    for (let plane = 0; plane < pictures * 3; plane += 1) {
      all.fill(rng.below(256), plane * size * size, (plane + 1) * size * size);
    }
    return Promise.resolve(all);
  },
};

async function scoresOfPaths(classifier: Classifier, paths: readonly string[]): Promise<Scores> {
  const logits: number[] = [];
  for await (const answer of classifyPhotos(classifier, paths)) if ("logits" in answer) logits.push(...answer.logits);
  return scoresOf(Float32Array.from(logits), classifier.classes.length);
}

async function scoresOfPixels(classifier: Classifier, pixels: Uint8Array): Promise<Scores> {
  const { logits } = await classifier.classify(pixels, pixels.length / (3 * size * size));
  return scoresOf(logits, classifier.classes.length);
}

interface Prepared {
  readonly photos: string;
  readonly strangers: readonly string[];
}

/** Paints 8 species to train on, and pictures of 4 others. */
async function prepareAquarium(folder: string, seed: number): Promise<Prepared> {
  const names = allSpecies.slice(0, 12).map(({ id }) => id);
  const out = names.filter((_, i) => i % 3 === seed % 3);
  const species = names.filter((name) => !out.includes(name));
  const images = { train: 960, validation: 240, test: 240 };
  await writeAquarium(join(folder, "photos"), parseAquariumOptions({ species, size, images }), seed);
  const few = parseAquariumOptions({ species: out, size, images: { train: 0, validation: 0, test: pictures } });
  await writeAquarium(join(folder, "strangers"), few, seed);
  return { photos: join(folder, "photos"), strangers: below(join(folder, "strangers")) };
}

/** Copies a folder of classes but for two, and lists the photos of those. */
async function preparePhotos(folder: string, seed: number): Promise<Prepared> {
  const entries = await readdir(values.photos, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const out = [3 * seed, 3 * seed + 1].map((i) => names[i % names.length]!);
  for (const name of names.filter((one) => !out.includes(one))) {
    await cp(join(values.photos, name), join(folder, "photos", name), { recursive: true });
  }
  return { photos: join(folder, "photos"), strangers: out.flatMap((name) => below(join(values.photos, name))) };
}

function below(folder: string): string[] {
  return photosBelow(folder, "").paths.map((path) => join(folder, path));
}

const prepare = { aquarium: prepareAquarium, photos: preparePhotos } as const;

interface Row {
  readonly data: string;
  readonly smoothing: number;
  readonly seed: number;
  readonly accuracy: number;
  readonly strangers: string;
  readonly score: string;
  readonly auc: number;
  readonly rejected: number;
}

async function measure(data: keyof typeof prepare, smoothing: number, seed: number): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "wrasse-strangers-"));
  try {
    const { photos, strangers } = await prepare[data](folder, seed);
    const config = makeConfig(undefined, [
      ["data.path", photos],
      ["data.size", size],
      ["epochs", epochs],
      ["seed", seed],
      ["loss.labelSmoothing", smoothing],
    ]);
    const run = join(folder, "run");
    const result = await train(config, { out: run, threads, cacheDirectory: join(folder, "cache") });
    const classifier = await Classifier.open(run, { threads });
    const dealt = parse<{ path: string; part: string }>(await readFile(join(run, "photos.csv")), { columns: true });
    const part = (name: string): string[] =>
      dealt.filter((row) => row.part === name).map(({ path }) => join(photos, path));
    const validation = await scoresOfPaths(classifier, part("validation"));
    const known = await scoresOfPaths(classifier, part("test"));
    const groups: Record<string, Scores> = { "held-out species": await scoresOfPaths(classifier, strangers) };
    for (const [name, paint] of Object.entries(nonFish)) {
      groups[name] = await scoresOfPixels(classifier, await paint(seed));
    }
    await classifier.release();
    return Object.entries(groups).flatMap(([name, scores]) =>
      Object.keys(known).map((score) => {
        const all = [...known[score]!, ...scores[score]!];
        const sorted = [...validation[score]!].sort((a, b) => a - b);
        const threshold = sorted[Math.floor((1 - kept) * (sorted.length + 1)) - 1]!;
        const below = [...scores[score]!].filter((value) => value < threshold).length;
        const auc = rocAuc(
          all,
          all.map((_, i) => (i < known[score]!.length ? 1 : 0)),
        )!;
        const rejected = below / scores[score]!.length;
        return { data, smoothing, seed, accuracy: result.test!.accuracy, strangers: name, score, auc, rejected };
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const dataSets = values.data.split(",").map((name) => {
  if (name !== "photos" && name !== "aquarium") throw new Error(`--data takes photos, aquarium or both, got ${name}`);
  return name;
});
const rows: Row[] = [];
for (const seed of seeds) {
  for (const data of dataSets) {
    for (const smoothing of smoothings) {
      const found = await measure(data, smoothing, seed);
      rows.push(...found);
      process.stderr.write(
        `${data}, smoothing ${smoothing}, seed ${seed}: accuracy ${found[0]!.accuracy.toFixed(3)}\n`,
      );
      for (const row of found) process.stderr.write(`${JSON.stringify(row)}\n`);
    }
  }
}

for (const data of dataSets) {
  for (const smoothing of smoothings) {
    const own = rows.filter((row) => row.data === data && row.smoothing === smoothing);
    const heading = `${data}, label smoothing ${smoothing}, test accuracy ${mean(own.map(({ accuracy }) => accuracy)).toFixed(3)}`;
    process.stdout.write(`\n${heading}, mean of ${seeds.length} seeds, ${epochs} epochs\n\n`);
    process.stdout.write("| strangers | score | AUC | least..most | rejected at 95 % kept |\n|---|---|---|---|---|\n");
    for (const strangers of new Set(own.map((row) => row.strangers))) {
      for (const score of new Set(own.map((row) => row.score))) {
        const some = own.filter((row) => row.strangers === strangers && row.score === score);
        const aucs = some.map(({ auc }) => auc);
        process.stdout.write(
          `| ${strangers} | ${score} | ${mean(aucs).toFixed(3)} | ${Math.min(...aucs).toFixed(3)}..${Math.max(...aucs).toFixed(3)} | ${mean(some.map(({ rejected }) => rejected)).toFixed(3)} |\n`,
        );
      }
    }
  }
}
