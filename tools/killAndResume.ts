/**
 * `npx tsx tools/killAndResume.ts --times 50 [--seed 0] [--at-once 2]`: kills trainings with SIGKILL at random moments of
 * their whole lives, resumes them, and compares every bit with trainings that nobody disturbed. Ends with 1 where any differs.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stringify } from "yaml";
import { draws } from "../src/base/random.ts";
import { start } from "../test/cli/commandLine.ts";
import {
  bitsOf,
  forget,
  type Kill,
  killAndResume,
  recipeConfig,
  recipes,
  type Stage,
  stages,
} from "../test/cli/killAndResume.ts";
import { writeTinyData } from "../test/cli/tinyData.ts";

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "50" },
    seed: { type: "string", default: "0" },
    "at-once": { type: "string", default: "1" },
  },
});
const [times, seed, atOnce] = [Number(values.times), Number(values.seed), Number(values["at-once"])];

interface Whole {
  readonly bits: Readonly<Record<string, string>>;
  readonly wholeMs: number;
  readonly startMs: number;
}

/** The training that nobody disturbs: what the others are compared with, and how long it takes. */
async function undisturbed(cwd: string, config: string, run: string): Promise<Whole> {
  const begun = performance.now();
  const words = ["train", "--config", config, "--out", run, "--checkpoint-every", "0", "--threads", "1", "--json"];
  const training = start(words, { cwd });
  await training.seen('"type":"start"');
  const startMs = performance.now() - begun;
  const { status, stderr } = await training.ended;
  if (status !== 0) throw new Error(`the undisturbed training ended with ${status}:\n${stderr}`);
  return { bits: bitsOf(join(cwd, run)), wholeMs: performance.now() - begun, startMs };
}

const weights: Readonly<Record<Stage, number>> = {
  "any moment": 0.3,
  training: 0.3,
  "writing a checkpoint": 0.25,
  "final files": 0.15,
};

function drawnStages(rng: ReturnType<typeof draws>): Stage[] {
  const count = 1 + Math.floor(rng.uniform(0, 3));
  return Array.from({ length: count }, () => {
    let left = rng.uniform(0, 1);
    for (const stage of stages) {
      left -= weights[stage];
      if (left < 0) return stage;
    }
    return "any moment";
  });
}

const cwd = mkdtempSync(join(tmpdir(), "wrasse-kill-"));
const names = Object.keys(recipes);
const kills: Kill[] = [];
const differing: string[] = [];
try {
  await writeTinyData(cwd);
  const wholes: Whole[] = [];
  for (const [i, name] of names.entries()) {
    writeFileSync(join(cwd, `${i}.yaml`), stringify(recipeConfig(name)));
    wholes.push(await undisturbed(cwd, `${i}.yaml`, `whole-${i}`));
    process.stderr.write(`undisturbed: ${name}, ${(wholes[i]!.wholeMs / 1000).toFixed(1)} s\n`);
  }
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < times) {
      const time = next;
      next += 1;
      const i = time % names.length;
      const rng = draws(seed, "kills", time);
      const run = `killed-${time}`;
      const { bits, wholeMs, startMs } = wholes[i]!;
      const stagesDrawn = drawnStages(rng);
      const done = await killAndResume({ cwd, config: `${i}.yaml`, run, kills: stagesDrawn, rng, wholeMs, startMs });
      kills.push(...done);
      const found = bitsOf(join(cwd, run));
      const others = Object.keys(bits).filter((file) => found[file] !== bits[file]);
      if (others.length > 0) differing.push(`${time} (${names[i]}): ${others.join(", ")}`);
      else forget(join(cwd, run));
      const where = done.map(({ found: place }) => place).join("; ");
      process.stderr.write(
        `${time + 1}: ${names[i]}: killed ${where}: ${others.length === 0 ? "same bits" : `OTHER ${others.join(", ")}`}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
} finally {
  if (differing.length === 0) rmSync(cwd, { recursive: true, force: true });
  else process.stderr.write(`kept for a look: ${cwd}\n`);
}

const places = new Map<string, number>();
for (const { found } of kills) places.set(found, (places.get(found) ?? 0) + 1);
process.stdout.write(
  `${JSON.stringify({
    type: "result",
    times,
    seed,
    kills: kills.length,
    places: Object.fromEntries([...places].sort()),
    unfinishedFilesLeft: kills.reduce((sum, { unfinished }) => sum + unfinished, 0),
    same: times - differing.length,
    differing,
  })}\n`,
);
process.exitCode = differing.length === 0 ? 0 : 1;
