/**
 * `npx tsx tools/pretrain.ts`: makes the backbone anew. Paints imagined fish, learns them and writes OUT/backbone.onnx.
 * Stopped (Ctrl-C, kill) and started again with the same options it goes on, and ends with the same bits.
 */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { writeAtomically } from "../src/base/files.ts";
import { exitCodes } from "../src/cli/exitCodes.ts";
import { interruptible } from "../src/cli/interruption.ts";
import { heldOutPictures, ImaginedAquarium, mostPictures, paintPlanes } from "./pretrain/imaginedFish.ts";
import { PaintedFile, paintedIn, paintIntoFile } from "./pretrain/paintedFile.ts";
import { Pretrainer } from "./pretrain/pretrainer.ts";

const help = `npx tsx tools/pretrain.ts [OPTIONS]

  --out FOLDER      where painted pictures, checkpoint and backbone.onnx lie (default runs/pretrain)
  --pictures N      pictures that are painted (default 1000000; 12 KiB of disk each)
  --passes N        how often each is shown, with another look each time (default 2)
  --species N       species: the aquarium's own, the rest imagined (default 512)
  --size N          side of the pictures (default 64)
  --batch N         pictures in a step (default 64)
  --rate N          learning rate of AdamW (default 0.002), which falls to 0 over the last quarter
  --seed N          decides everything (default 0)
  --threads N       threads of the network (default 2)
  --paint-only      paint, and learn nothing
`;

function refuse(message: string): never {
  process.stderr.write(`pretrain: ${message}\n\n${help}`);
  process.exit(2);
}

const values = readArguments();

function readArguments() {
  try {
    return parseArgs({
      options: {
        out: { type: "string", default: "runs/pretrain" },
        pictures: { type: "string", default: "1000000" },
        passes: { type: "string", default: "2" },
        species: { type: "string", default: "512" },
        size: { type: "string", default: "64" },
        batch: { type: "string", default: "64" },
        rate: { type: "string", default: "0.002" },
        seed: { type: "string", default: "0" },
        threads: { type: "string", default: "2" },
        "paint-only": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function wholeNumber(
  option: "pictures" | "passes" | "species" | "size" | "batch" | "seed" | "threads",
  from: number,
  to: number,
): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= from && number <= to) return number;
  return refuse(`--${option} is a whole number of ${from}..${to}, got ${values[option]}`);
}

const checkpointEveryMs = 60_000;
const tellEvery = 50;

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const pictures = wholeNumber("pictures", 1, mostPictures);
  const species = wholeNumber("species", 2, 100_000);
  const size = wholeNumber("size", 32, 256);
  const seed = wholeNumber("seed", 0, Number.MAX_SAFE_INTEGER);
  const batch = wholeNumber("batch", 2, 4096);
  const passes = wholeNumber("passes", 1, 1000);
  const threads = wholeNumber("threads", 0, 256);
  const learningRate = Number(values.rate);
  if (!(learningRate > 0 && learningRate <= 1)) refuse(`--rate is a number above 0, at most 1, got ${values.rate}`);
  if (pictures < batch) refuse(`--pictures is ${batch} or more, a whole batch, got ${pictures}`);
  const bytes = 3 * size * size;
  const { signal } = interruptible();
  await mkdir(values.out, { recursive: true });
  const painted = join(values.out, "painted.bin");
  await checkRecipe(join(values.out, "pictures.json"), { seed, species, size });
  const aquarium = new ImaginedAquarium({ seed, species, size });

  if (values["paint-only"]) {
    const begun = performance.now();
    const from = paintedIn(painted, bytes);
    await paintIntoFile(painted, aquarium, bytes, pictures, {
      signal,
      onProgress: (count) => {
        if (count % 10_240 < 512) tell({ painted: count, perSecond: perSecond(count - from, begun) });
      },
    });
    return;
  }

  // Painting runs beside learning, in a process of its own; where it is not ahead, learning waits.
  const painter =
    paintedIn(painted, bytes) < pictures
      ? fork(process.argv[1]!, [...process.argv.slice(2), "--paint-only"], { execArgv: process.execArgv })
      : undefined;
  // However this process ends, painting ends with it.
  process.once("exit", () => painter?.kill("SIGTERM"));
  while (paintedIn(painted, bytes) < batch && !signal.aborted) await setTimeout(500);
  const file = new PaintedFile(painted, bytes);
  const trainer = await Pretrainer.create(aquarium, {
    seed,
    size,
    batch,
    pictures,
    passes,
    learningRate,
    cooldown: 0.25,
    threads,
  });
  const checkpoint = join(values.out, "checkpoint.safetensors");
  let step = await trainer.restore(checkpoint);
  const from = step;
  const begun = performance.now();
  let savedAt = begun;
  let available = file.count;
  const recent = { loss: 0, quantityLoss: 0, accuracy: 0, steps: 0 };
  while (step < trainer.steps && !signal.aborted) {
    const last = Math.max(...trainer.picturesOf(step));
    while (available <= last && !signal.aborted) {
      available = file.count;
      if (available <= last) await setTimeout(500);
    }
    if (signal.aborted) break;
    const figures = await trainer.step(step, (index, target, offset) => file.read(index, target, offset));
    if (!Number.isFinite(figures.loss)) throw new Error(`the loss of step ${step} is ${figures.loss}: lower --rate`);
    step += 1;
    recent.loss += figures.loss;
    recent.quantityLoss += figures.quantityLoss;
    recent.accuracy += figures.accuracy;
    recent.steps += 1;
    if (step % tellEvery === 0 || step === trainer.steps) {
      const mean = (sum: number): number => Number((sum / recent.steps).toFixed(4));
      const rate = perSecond((step - from) * batch, begun);
      tell({
        step,
        steps: trainer.steps,
        loss: mean(recent.loss),
        quantityLoss: mean(recent.quantityLoss),
        speciesAccuracy: mean(recent.accuracy),
        picturesPerSecond: rate,
        minutesLeft: Math.round(((trainer.steps - step) * batch) / rate / 6) / 10,
      });
      Object.assign(recent, { loss: 0, quantityLoss: 0, accuracy: 0, steps: 0 });
    }
    if (performance.now() - savedAt > checkpointEveryMs) {
      await trainer.save(checkpoint, step);
      savedAt = performance.now();
    }
  }
  await trainer.save(checkpoint, step);
  if (painter !== undefined && painter.exitCode === null) {
    painter.kill("SIGTERM");
    await once(painter, "exit");
  }
  if (!signal.aborted) {
    const about = { pretrained: { pictures, passes, species, seed } };
    await writeAtomically(join(values.out, "backbone.onnx"), trainer.encode(about));
    const fish = Array.from({ length: heldOutPictures }, (_, i) => aquarium.fish(i, true));
    const pixels: Uint8Array[] = [];
    for (const one of fish) pixels.push(await paintPlanes(one));
    const held = await trainer.evaluate(fish, (index, target, offset) => target.set(pixels[index]!, offset));
    tell({ type: "result", file: join(values.out, "backbone.onnx"), steps: step, heldOut: held });
  }
  await trainer.release();
  file.close();
  if (signal.aborted) {
    process.stderr.write(
      `pretrain: stopped after step ${step} of ${trainer.steps}; the same command goes on from there\n`,
    );
    process.exitCode = exitCodes.interrupted;
  }
}

/** Pictures of other options do not belong into the same file. */
async function checkRecipe(path: string, recipe: object): Promise<void> {
  const text = `${JSON.stringify(recipe)}\n`;
  const found = await readFile(path, "utf8").catch(() => undefined);
  if (found === undefined) await writeAtomically(path, text);
  else if (found !== text) {
    process.stderr.write(`pretrain: ${path} says ${found.trim()}, not ${text.trim()}: choose another --out\n`);
    process.exit(2);
  }
}

function perSecond(count: number, begun: number): number {
  return Math.round((count * 10_000) / (performance.now() - begun)) / 10;
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`pretrain: ${(error as Error).message}\n`);
  process.exit(1);
});
