import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bilevelPng, jpeg, temporaryFolder, writeClassFolders, writeFiles } from "../support/photos.ts";
import { type Ended, wrasse } from "./commandLine.ts";
import { tinyFolder } from "./tinyData.ts";

const quick = ["--set", "model=[global-average-pool2d, {dense: classes}]", "--size", "16", "--epochs", "1"];

/** No stack reaches the user, and the error is the same on both outputs. */
function errorOf({ json, stderr }: Ended): Readonly<Record<string, unknown>> {
  expect(stderr).not.toMatch(/\n\s+at .*[:(]\d+/);
  expect(stderr).not.toContain("fault of Wrasse");
  const error = json.at(-1)!;
  expect(error["type"]).toBe("error");
  expect(stderr).toContain(`wrasse: ${String(error["code"])}`);
  return error;
}

async function trainOn(cwd: string, ...words: string[]): Promise<Ended> {
  return await wrasse(["train", "photos", ...quick, "--json", ...words], { cwd });
}

describe("photos that cannot be trained on", () => {
  test("a missing folder is named", async () => {
    const ended = await trainOn(temporaryFolder());
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "data-not-found", got: "nothing at that path" });
  });

  test("an empty folder is told what belongs there", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "photos"));
    const ended = await trainOn(cwd);
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "no-photos", expected: expect.stringContaining("CLASS/photo.jpg") });
  });

  test("one class is not enough", async () => {
    const cwd = temporaryFolder();
    await writeClassFolders(join(cwd, "photos"), { wrasse: 4 });
    const ended = await trainOn(cwd);
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "one-class", got: expect.stringContaining("wrasse") });
  });

  test("a class with one photo is named", async () => {
    const cwd = temporaryFolder();
    await writeClassFolders(join(cwd, "photos"), { blenny: 6, wrasse: 1 });
    const ended = await trainOn(cwd);
    expect(ended.status).toBe(2);
    const error = errorOf(ended);
    expect(error["code"]).toBe("too-few-photos");
    expect(JSON.stringify(error)).toContain("wrasse");
  });

  test("a text called .jpg, a truncated JPEG and a PNG of 30,000 x 30,000 are set aside with their reasons, and training goes on", async () => {
    const cwd = temporaryFolder();
    await writeClassFolders(join(cwd, "photos"), { blenny: 8, wrasse: 8 });
    const whole = await jpeg(99);
    const huge = bilevelPng(30_000, 30_000, deflateSync(Buffer.alloc(30_000 * 3_751)));
    writeFiles(join(cwd, "photos", "wrasse"), {
      "text.jpg": "this is no photo",
      "truncated.jpg": whole.subarray(0, whole.length / 2),
      "huge.png": huge,
    });
    const ended = await trainOn(cwd);
    expect(ended.status).toBe(0);
    const result = ended.json.at(-1)!;
    const setAside = result["setAside"] as { path: string; reason: string }[];
    expect(setAside.map(({ path }) => path)).toEqual(["wrasse/huge.png", "wrasse/text.jpg", "wrasse/truncated.jpg"]);
    expect(setAside.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("million pixels"),
      expect.stringContaining("not an image"),
      expect.stringContaining("cut off"),
    ]);
  });
});

describe("places that cannot be written to", () => {
  test("a read-only output folder is named, with what to do", async () => {
    const cwd = await tinyFolder();
    // Not even root can make a folder there. (In /proc, Node itself would try for ever.)
    const ended = await trainOn(cwd, "--out", "/sys/wrasse-run");
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ at: "/sys/wrasse-run", hint: expect.stringContaining("--out") });
  });

  test("a full disk is told, and leaves no half-written file", async (context) => {
    const cwd = await tinyFolder();
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    if (status !== 0) context.skip("this user may not mount a small disk");
    try {
      writeFileSync(join(disk, "filler"), Buffer.alloc(40 * 1024));
      const ended = await trainOn(cwd, "--out", join(disk, "run"), "--set", "model=[flatten, {dense: classes}]");
      expect(ended.status).toBe(1);
      expect(errorOf(ended)).toMatchObject({ code: "disk-full", got: "no space left on the disk" });
      const names = readdirSync(disk, { recursive: true, encoding: "utf8" });
      expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  test("an output folder that holds something is not written into", async () => {
    const cwd = await tinyFolder();
    const ended = await trainOn(cwd, "--out", "photos");
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "run-exists" });
  });
});

describe("a config that cannot be", () => {
  test("an unknown option of the config names its line and the nearest name", async () => {
    const cwd = await tinyFolder({ optimizer: { name: "sgd", learningrate: 0.1 } });
    const ended = await wrasse(["train", "--config", "tiny.yaml", "--json"], { cwd });
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: "option-unknown",
      at: expect.stringMatching(/optimizer\.learningrate \(tiny\.yaml:\d+:\d+\)/),
      hint: "write learningRate in place of learningrate",
    });
  });

  test("an unknown option of a layer in the config is not taken for an option of the command line", async () => {
    const cwd = await tinyFolder({ model: [{ conv2d: { filers: 4 } }, { dense: "classes" }] });
    const ended = await wrasse(["train", "--config", "tiny.yaml", "--json"], { cwd });
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: "option-unknown",
      at: expect.stringMatching(/^model\.0\.conv2d\.filers \(tiny\.yaml:\d+:\d+\)/),
      hint: "write filters in place of filers",
    });
  });

  test("an unknown layer names its place and the nearest name", async () => {
    const cwd = await tinyFolder({ model: [{ conv2: { filters: 4 } }, { dense: "classes" }] });
    const ended = await wrasse(["train", "--config", "tiny.yaml", "--json"], { cwd });
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: "layer-unknown",
      at: expect.stringContaining("model.0"),
      hint: "write conv2d in place of conv2",
    });
  });

  test("a shape that does not fit names the layer, and leaves no run behind", async () => {
    const pools = Array.from({ length: 5 }, () => ({ "max-pool2d": 2 }));
    const cwd = await tinyFolder({ model: [...pools, "flatten", { dense: "classes" }] });
    const ended = await wrasse(["train", "--config", "tiny.yaml", "--json"], { cwd });
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "shape-does-not-fit", at: expect.stringContaining("4.max-pool2d") });
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });

  test("a loss that is not finite ends the work with the step and the learning rate", async () => {
    const cwd = await tinyFolder({ optimizer: { name: "sgd", learningRate: 1e30 }, schedule: "constant" });
    const ended = await wrasse(["train", "--config", "tiny.yaml", "--json"], { cwd });
    expect(ended.status).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code: "loss-not-finite", hint: expect.stringContaining("learningRate") });
  });

  test("an option of the command line is named as it was typed", async () => {
    const cwd = await tinyFolder();
    const ended = await trainOn(cwd, "--batch", "many");
    expect(ended.status).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: "option-invalid", at: "--batch", got: '"many"' });
  });
});
