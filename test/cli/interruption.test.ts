import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { draws } from "../../src/base/random.ts";
import { type Ended, start, wrasse } from "./commandLine.ts";
import { bitsOf, killAndResume, recipeConfig } from "./killAndResume.ts";
import { tinyFolder } from "./tinyData.ts";

/** A training long enough to be interrupted in the middle, of the same bits each time. */
const config = { epochs: 30, earlyStopping: { patience: 0 } };

const model = (cwd: string, run: string): Buffer => readFileSync(join(cwd, run, "best.onnx"));

async function trainTo(run: string, cwd: string, ...words: string[]): Promise<Ended> {
  const ended = await wrasse(["train", "--config", "tiny.yaml", "--out", run, "--json", ...words], { cwd });
  expect(ended.stderr).toBe("");
  expect(ended.status).toBe(0);
  return ended;
}

describe("the same bits", () => {
  test("two trainings with one seed give the same best.onnx, with 1 and 2 threads too; another seed gives another", async () => {
    const cwd = await tinyFolder();
    await trainTo("first", cwd, "--threads", "1");
    await Promise.all([trainTo("second", cwd, "--threads", "2"), trainTo("third", cwd, "--seed", "1")]);
    expect(model(cwd, "second").equals(model(cwd, "first"))).toBe(true);
    expect(model(cwd, "third").equals(model(cwd, "first"))).toBe(false);
  });

  test("Ctrl-C in the middle of an epoch and --resume give the best.onnx of an undisturbed training", async () => {
    const cwd = await tinyFolder(config);
    await trainTo("whole", cwd);
    const words = ["train", "--config", "tiny.yaml", "--out", "stopped", "--json"];
    const started = start(words, { cwd });
    await started.seen('"epoch":5');
    started.process.kill("SIGINT");
    const ended = await started.ended;
    expect(ended.status).toBe(130);
    expect(ended.json.at(-1)).toMatchObject({ type: "result", reason: "interrupted", test: null });
    expect(existsSync(join(cwd, "stopped", "best.onnx"))).toBe(false);

    const resumed = await wrasse(["train", "--resume", "stopped", "--json"], { cwd });
    expect(resumed.status).toBe(0);
    const from = resumed.json.find(({ type }) => type === "start")!["fromEpoch"];
    expect(from).toBeGreaterThanOrEqual(4);
    expect(model(cwd, "stopped").equals(model(cwd, "whole"))).toBe(true);
    const results = (run: string): string => readFileSync(join(cwd, run, "results.csv"), "utf8");
    expect(results("stopped")).toBe(results("whole"));
  });

  test("kill -9 at five moments leaves a run that resumes to the same bits in every file", async () => {
    const cwd = await tinyFolder(recipeConfig("dropout and augmentation"));
    const begun = performance.now();
    const words = ["train", "--config", "tiny.yaml", "--out", "whole", "--checkpoint-every", "0", "--json"];
    const whole = start(words, { cwd });
    await whole.seen('"type":"start"');
    const startMs = performance.now() - begun;
    expect((await whole.ended).status).toBe(0);
    const wholeMs = performance.now() - begun;
    const seed = Number(process.env["WRASSE_TEST_SEED"] ?? 0);
    const kills = ["any moment", "training", "writing a checkpoint", "training", "final files"] as const;
    const rng = draws(seed, "moments of kills");
    await killAndResume({ cwd, config: "tiny.yaml", run: "killed", kills, rng, wholeMs, startMs });
    expect(bitsOf(join(cwd, "killed"))).toEqual(bitsOf(join(cwd, "whole")));
  }, 240_000); // Seven processes; seconds on an idle machine.
});

describe("ends that lose nothing", () => {
  test("a finished run that is resumed says so and stays as it is", async () => {
    const cwd = await tinyFolder();
    const first = await trainTo("run", cwd);
    const files = ["best.onnx", "last.onnx", "results.csv", "result.json", "checkpoints/last.safetensors"];
    const before = files.map((file) => readFileSync(join(cwd, "run", file)));
    rmSync(join(cwd, "photos"), { recursive: true });
    const again = await wrasse(["train", "--resume", "run"], { cwd });
    expect(again.status).toBe(0);
    expect(again.stderr).toContain("finished already; nothing was changed");
    files.forEach((file, i) => {
      expect(readFileSync(join(cwd, "run", file)).equals(before[i]!)).toBe(true);
    });
    const json = await wrasse(["train", "--resume", "run", "--json"], { cwd });
    expect(json.json).toEqual([first.json.at(-1)]);
  });

  test("a run killed before its first checkpoint starts again with its own config and seed", async () => {
    const cwd = await tinyFolder();
    await trainTo("whole", cwd, "--seed", "3");
    await trainTo("cut", cwd, "--seed", "3");
    for (const name of ["checkpoints", "best.onnx", "last.onnx", "result.json", "results.csv"]) {
      rmSync(join(cwd, "cut", name), { recursive: true });
    }
    const resumed = await wrasse(["train", "--resume", "cut", "--json"], { cwd });
    expect(resumed.status).toBe(0);
    expect(model(cwd, "cut").equals(model(cwd, "whole"))).toBe(true);
  });

  test("Ctrl-C while photos are read ends with 130, a sentence and no stack", async () => {
    const cwd = await tinyFolder();
    const started = start(["train", "--config", "tiny.yaml", "--json", "--size", "512"], { cwd });
    await started.seen('"type":"decoding"');
    started.process.kill("SIGINT");
    const ended = await started.ended;
    expect(ended.status).toBe(130);
    expect(ended.json.at(-1)).toMatchObject({ type: "error", code: "interrupted" });
    expect(ended.stderr).toBe("");
  });

  test("a second Ctrl-C ends at once, and the run still resumes", async () => {
    const cwd = await tinyFolder(config);
    const started = start(["train", "--config", "tiny.yaml", "--out", "run", "--json"], { cwd });
    await started.seen('"epoch":2');
    started.process.kill("SIGINT");
    started.process.kill("SIGTERM");
    expect((await started.ended).status).toBe(130);
    const resumed = await wrasse(["train", "--resume", "run", "--json", "--threads", "1"], { cwd });
    expect(resumed.status).toBe(0);
  });

  test("a changed option is refused with its diff, the same ones are not, and --force takes it", async () => {
    const cwd = await tinyFolder(config);
    const training = start(["train", "photos", "--config", "tiny.yaml", "--out", "run", "--json"], { cwd });
    await training.seen('"epoch":2');
    training.process.kill("SIGINT");
    await training.ended;
    const refused = await wrasse(["train", "--resume", "run", "--batch", "4", "--set", "optimizer=sgd"], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("config-changed");
    expect(refused.stderr).toContain("batch: 8 -> 4");
    expect(refused.stderr).toContain("--force");
    const same = ["train", "photos", "--config", "tiny.yaml", "--resume", "run", "--epochs", "4", "--json"];
    const fewer = await wrasse(same.with(7, "1"), { cwd });
    expect(fewer.json.at(-1)).toMatchObject({ type: "error", code: "epochs-done", got: 1 });
    const ended = await wrasse([...same.with(7, "31"), "--batch", "4", "--force"], { cwd });
    expect(ended.status).toBe(0);
    expect(ended.json.at(-1)).toMatchObject({ epochs: 31, testLooks: 1 });
    const further = await wrasse(["train", "--resume", "run", "--epochs", "32"], { cwd });
    expect(further.status).toBe(0);
    expect(further.stderr).toContain("its test photos will be looked at again");
    expect(further.stdout).toContain("looked at 2 times");
  });

  test("a run that another process trains is refused", async () => {
    const cwd = await tinyFolder(config);
    const training = start(["train", "--config", "tiny.yaml", "--out", "run", "--epochs", "1000", "--json"], { cwd });
    await training.seen('"epoch":1');
    const second = await wrasse(["train", "--resume", "run", "--json"], { cwd });
    training.process.kill("SIGKILL");
    await training.ended;
    expect(second.status).toBe(2);
    expect(second.json.at(-1)).toMatchObject({ type: "error", code: "run-in-use" });
  });

  test("--out beside --resume and --force without it are refused", async () => {
    const cwd = await tinyFolder();
    const out = await wrasse(["train", "--resume", "run", "--out", "other", "--json"], { cwd });
    expect(out.status).toBe(2);
    expect(out.json.at(-1)).toMatchObject({ code: "resume-with-options", got: "--out other" });
    const force = await wrasse(["train", "photos", "--force", "--json"], { cwd });
    expect(force.json.at(-1)).toMatchObject({ code: "force-without-resume" });
  });
});
