import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median } from "../src/base/averages.ts";
import { parseAquariumOptions, writeAquarium } from "../src/data/aquarium/index.ts";
import { command, ensureBuilt } from "../tools/ensureBuilt.ts";
import { layersOf } from "./ourTraining.ts";
import { pythonPackage, runScript } from "./python.ts";
import type { Findings } from "./report.ts";
import { ratio } from "./statistics.ts";

export interface EndToEndOptions {
  /** Whole trainings of each side. */
  readonly repetitions: number;
  readonly epochs: number;
  readonly threads: number;
  /** A folder of classes to train on, beside the aquarium. */
  readonly photos: string | undefined;
}

const sharedPhotos = resolve("..", "shared", "data", "fish-photos");

/** The same model, optimiser, batch and augmentation on both sides. */
const model = { name: "small-cnn" };
const size = 64;
const batch = 32;
const optimizer = { learningRate: 0.05, momentum: 0.9, weightDecay: 0.0001 };
const augmentation = [
  { flip: "horizontal" },
  { rotate: 15 },
  { shift: 0.1 },
  { scale: 0.1 },
  { brightness: 0.2 },
  { contrast: 0.2 },
];

/** Ways to run the torchvision script; short trials find the fastest on this machine, apart for decoding once or always. */
const settings = [
  { workers: 2, threads: 2 },
  { workers: 2, threads: 1 },
  { workers: 1, threads: 2 },
  { workers: 0, threads: 2 },
];
const trialEpochs = 2;

interface Trained {
  readonly seconds: number;
  readonly testAccuracy: number;
}

interface Contender {
  readonly name: string;
  readonly train: (seed: number) => Promise<Trained>;
  readonly trained: Trained[];
}

interface Photos {
  readonly name: string;
  readonly path: string;
}

/**
 * From a folder of photos to a tested model, whole processes by the clock: decoding, augmentation, training, a validation
 * each epoch, the test. `wrasse train` against a torchvision script, by turns.
 */
export async function benchEndToEnd(options: EndToEndOptions, progress: (text: string) => void): Promise<Findings> {
  if (ensureBuilt() !== 0) throw new Error("the build failed");
  const versions = peerVersions(progress);
  const scratch = await mkdtemp(join(tmpdir(), "wrasse-bench-"));
  try {
    const rows: string[][] = [];
    const records: object[] = [];
    for (const photos of await folders(options, scratch, progress)) {
      const contenders = await contendersFor(photos, options, scratch, versions !== undefined, progress);
      for (let round = 0; round < options.repetitions; round += 1) {
        for (const contender of contenders) {
          progress(`${photos.name}: ${contender.name}, training ${round + 1} of ${options.repetitions}`);
          contender.trained.push(await contender.train(round));
        }
      }
      const seconds = contenders.map(({ trained }) => median(trained.map((one) => one.seconds)));
      contenders.forEach(({ name, trained }, position) => {
        const accuracy = trained.reduce((sum, one) => sum + one.testAccuracy, 0) / trained.length;
        const share = position === 0 ? "" : ratio(seconds[0]!, seconds[position]);
        rows.push([photos.name, name, seconds[position]!.toFixed(1), share, accuracy.toFixed(3)]);
        records.push({
          type: "bench",
          what: "end-to-end",
          photos: photos.name,
          side: name,
          seconds: seconds[position],
          ours_of_this: seconds[0]! / seconds[position]!,
          test_accuracy: accuracy,
          epochs: options.epochs,
          repetitions: trained.length,
        });
      });
    }
    return { ...describe(rows, records, options, versions !== undefined), versions };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function peerVersions(progress: (text: string) => void): Findings["versions"] {
  const [torch, torchvision] = [pythonPackage("torch"), pythonPackage("torchvision")];
  if (torch !== undefined && torchvision !== undefined) return { PyTorch: torch, torchvision };
  progress("torchvision is not installed (Debian's python3-torchvision): Wrasse is measured alone");
  return undefined;
}

async function folders(
  { photos }: EndToEndOptions,
  scratch: string,
  progress: (text: string) => void,
): Promise<Photos[]> {
  if (photos !== undefined) return [{ name: photos, path: resolve(photos) }];
  progress("painting an aquarium as JPEG files");
  const path = join(scratch, "aquarium");
  // Larger than the training size, as photos are: both sides decode and shrink them.
  const images = { train: 1000, validation: 200, test: 200 };
  await writeAquarium(path, parseAquariumOptions({ size: 160, images }), 0, { format: "jpeg" });
  const painted = { name: "aquarium, 1,400 JPEGs of 160 px", path };
  if (!existsSync(sharedPhotos)) {
    progress(`${sharedPhotos} is absent: measured on the aquarium only`);
    return [painted];
  }
  return [painted, { name: "fish-photos, 1,021 JPEGs of about 100 px", path: sharedPhotos }];
}

async function contendersFor(
  { name, path }: Photos,
  { epochs, threads }: EndToEndOptions,
  scratch: string,
  hasPeer: boolean,
  progress: (text: string) => void,
): Promise<Contender[]> {
  const ours: Contender = {
    name: "wrasse train",
    train: (seed) => trainOurs(path, { epochs, threads, seed }, scratch),
    trained: [],
  };
  if (!hasPeer) return [ours];
  const layers = layersOf(model, size);
  const job = { path, layers, size, batch, ...optimizer };
  const peers: Contender[] = [];
  for (const decodesOnce of [false, true]) {
    const trials: { setting: (typeof settings)[number]; seconds: number }[] = [];
    for (const setting of settings) {
      progress(`${name}: torchvision, trial of ${JSON.stringify({ ...setting, decodesOnce })}`);
      const { seconds } = await trainPeer({ ...job, ...setting, decodesOnce, seed: 0, epochs: trialEpochs });
      trials.push({ setting, seconds });
    }
    const { setting } = trials.sort((a, b) => a.seconds - b.seconds)[0]!;
    const how = `${setting.workers} workers, ${setting.threads} threads`;
    peers.push({
      name: decodesOnce ? `torchvision, photos kept in memory, ${how}` : `torchvision, ${how}`,
      train: (seed) => trainPeer({ ...job, ...setting, decodesOnce, seed, epochs }),
      trained: [],
    });
  }
  return [ours, ...peers];
}

async function trainPeer(job: object): Promise<Trained> {
  const { seconds, answer } = await runScript("torchvisionTrain.py", job);
  return { seconds, testAccuracy: (answer as { testAccuracy: number }).testAccuracy };
}

async function trainOurs(
  path: string,
  { epochs, threads, seed }: { epochs: number; threads: number; seed: number },
  scratch: string,
): Promise<Trained> {
  // An empty cache and an empty run folder each time: decoding is part of what is measured.
  const folder = await mkdtemp(join(scratch, "ours-"));
  const config = join(folder, "config.yaml");
  await writeFile(
    config,
    JSON.stringify({
      data: { size },
      model,
      optimizer: { name: "sgd", ...optimizer },
      schedule: { name: "cosine", warmup: 0 },
      augmentation,
      batch,
      epochs,
      earlyStopping: { patience: 0 },
    }),
  );
  const args = ["train", path, "--config", config, "--out", join(folder, "run")];
  args.push("--seed", String(seed), "--threads", String(threads), "--json");
  const start = performance.now();
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") },
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`wrasse train ended with ${code}`);
  const result = JSON.parse(text.trim().split("\n").at(-1)!) as { test: { accuracy: number } };
  await rm(folder, { recursive: true });
  return { seconds, testAccuracy: result.test.accuracy };
}

function describe(
  rows: readonly string[][],
  records: readonly object[],
  { epochs, repetitions, threads }: EndToEndOptions,
  hasPeer: boolean,
): Findings {
  return {
    id: "end-to-end",
    title: "End to end: from a folder of photos to a tested model",
    notes: [
      `Seconds of the whole process, the median of ${repetitions} trainings by turns: ${epochs} epochs of small-cnn at ${size} px,`.concat(
        ` batch ${batch}, flip, rotation, shift, scale, brightness and contrast, validation after each epoch, one test.`,
      ),
      `Wrasse: ${threads} threads, nothing cached before; it decodes once, by its nature.`,
      hasPeer
        ? "torchvision: ImageFolder, DataLoader with persistent workers, channels_last; its workers and threads are the fastest of " +
          `${settings.length} settings in trials of ${trialEpochs} epochs.`
        : "torchvision is not installed here: Wrasse alone.",
    ],
    columns: ["photos", "side", "seconds", "Wrasse takes", "test accuracy"],
    rows,
    records,
  };
}
