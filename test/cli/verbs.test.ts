import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jpeg, writeFiles } from "../support/photos.ts";
import { wrasse } from "./commandLine.ts";
import { writeTinyData } from "./tinyData.ts";

type Classes = readonly { readonly name: string; readonly probability: number }[];
type Measured = { readonly n: number; readonly accuracy: number };

/** One trained run for all tests of this file. */
const cwd = mkdtempSync(join(tmpdir(), "wrasse-test-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
let result: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  await writeTinyData(cwd, { epochs: 6 });
  writeFiles(cwd, {
    "new/fish.jpg": await jpeg(5, 60, 30),
    "new/deeper/fish.png": await sharp(await jpeg(6, 20, 50))
      .png()
      .toBuffer(),
    "new/broken.jpg": "no photo",
    "photos/val/notes.txt": "not a photo",
  });
  const ended = await wrasse(["train", "--config", "tiny.yaml", "--out", "run", "--json"], { cwd });
  expect(ended.stderr).toBe("");
  result = ended.json.at(-1)!;
});

describe("train", () => {
  test("ends with the line that scripts read", () => {
    expect(result).toMatchObject({
      type: "result",
      run: join(cwd, "run"),
      seed: 0,
      seconds: expect.any(Number),
      test: {
        n: 6,
        accuracy: expect.any(Number),
        accuracyInterval: [expect.any(Number), expect.any(Number)],
        macroAuc: expect.any(Number),
        perClass: [
          { name: "amphiprion-clarkii", n: 3, recall: expect.any(Number), aucInterval: expect.any(Array) },
          { name: "amphiprion-ocellaris", n: 3 },
        ],
      },
      validation: { n: 6 },
      setAside: [],
    });
  });

  test("shows people an accuracy with its interval, a table by class, the files and what to type next", async () => {
    const { status, stdout, stderr } = await wrasse(["train", "--config", "tiny.yaml", "--epochs", "2"], { cwd });
    expect(status).toBe(0);
    expect(stderr).toMatch(/epoch 2\/2 {2}loss \d\.\d{3} {2}accuracy +\d+\.\d % {2}validation loss .* images\/s/);
    expect(stdout).toMatch(/Accuracy \d+\.\d % on 6 test photos {3}95 % interval \d+\.\d–\d+\.\d/);
    expect(stdout).toMatch(/^class +n +precision +recall +F1 +AUC/m);
    expect(stdout).toContain("best.onnx");
    expect(stdout).toContain(`wrasse predict ${join("runs", "train", "photos")} PHOTO`);
  });
});

describe("predict", () => {
  test("says what photos of a folder show, and goes on after a broken one", async () => {
    const { status, json, stderr } = await wrasse(["predict", "run", "new", "--json"], { cwd });
    expect([status, stderr]).toEqual([0, ""]);
    expect(json.filter(({ type }) => type === "prediction").map(({ path }) => path)).toEqual([
      "new/deeper/fish.png",
      "new/fish.jpg",
    ]);
    expect(json.find(({ type }) => type === "set-aside")).toMatchObject({ path: "new/broken.jpg" });
    expect(json.at(-1)).toMatchObject({ type: "result", n: 2, setAside: [{ code: "photo-not-an-image" }] });
    const classes = json.find(({ type }) => type === "prediction")!["classes"] as Classes;
    expect(classes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(classes[0]!.probability).toBeGreaterThanOrEqual(classes[1]!.probability);
  });

  test("an .onnx file answers as its run does; --csv is a table of the top classes", async () => {
    const words = ["new/fish.jpg", "--top", "1", "--csv"];
    const [run, file] = await Promise.all([
      wrasse(["predict", "run", ...words], { cwd }),
      wrasse(["predict", "run/best.onnx", ...words], { cwd }),
    ]);
    // Six validation photos set no threshold, so there is no decision.
    expect(run.stdout).toMatch(/^path,class_1,probability_1,decision\nnew\/fish\.jpg,a[a-z-]+,0\.\d{6},\n$/);
    expect(file.stdout).toBe(run.stdout);
  });

  test("gives the test photos the answers that training wrote down", async () => {
    const written = readFileSync(join(cwd, "run", "predictions.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const photos = written.map((line) => line.split(","));
    const paths = photos.map(([path]) => join("photos", path!));
    const { stdout } = await wrasse(["predict", "run", ...paths, "--csv", "--top", "1"], { cwd });
    const answers = stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    answers.forEach(([, predicted, probability], i) => {
      expect(predicted).toBe(photos[i]![2]);
      // Other batches add up in another order: float32's last digits.
      expect(Math.abs(Number(probability) - Number(photos[i]![3]))).toBeLessThan(2e-6);
    });
  });

  test("says what to make of an answer where there is a threshold, and why there is none where there is not", async () => {
    const [plain, sure, unsure] = await Promise.all([
      wrasse(["predict", "run", "new/fish.jpg"], { cwd }),
      wrasse(["predict", "run", "new/fish.jpg", "--threshold", "0.4", "--json"], { cwd }),
      wrasse(["predict", "run", "new/fish.jpg", "--threshold", "1"], { cwd }),
    ]);
    expect(plain.stderr).toContain("No answer is called sure: 6 validation photos are too few");
    expect(sure.json[0]).toMatchObject({ type: "prediction", decision: "sure", familiarity: expect.any(Number) });
    expect(sure.json.at(-1)).toMatchObject({
      thresholds: { familiar: { score: "max-logit", threshold: null }, sure: { threshold: 0.4, precision: null } },
    });
    expect(unsure.stdout).toContain("not sure");
  });

  test.each([
    [["predict", "run", "new", "--precision", "0.9"], "precision-not-shown"],
    [["predict", "run", "new", "--precision", "0.9", "--threshold", "0.5"], "precision-and-threshold"],
    [["predict", "nothing", "new"], "model-not-found"],
    [["predict", "new/fish.jpg", "new"], "not-an-onnx-model"],
    [["predict", "photos", "new"], "model-not-found"],
    [["predict", "run", "run/checkpoints"], "images-not-found"],
  ])("wrasse %j: %s", async (words, code) => {
    const { status, json } = await wrasse([...words, "--json"], { cwd });
    expect([status, json.at(-1)!["code"]]).toEqual([2, code]);
  });

  test("no readable image at all is wrong input", async () => {
    expect((await wrasse(["predict", "run", "new/broken.jpg"], { cwd })).status).toBe(2);
  });
});

describe("evaluate", () => {
  test("takes the run's own test photos and finds the figures that training found", async () => {
    const { status, json } = await wrasse(["evaluate", "run", "photos", "--json"], { cwd });
    expect(status).toBe(0);
    const measured = json.at(-1) as unknown as Measured & { part: string; learntFrom: number };
    const tested = result["test"] as Measured;
    expect(measured).toMatchObject({ type: "result", part: "test", learntFrom: 0, n: tested.n });
    expect(measured.accuracy).toBe(tested.accuracy);
    expect(json.at(-1)!["decisions"]).toEqual(result["decisions"]);
  });

  test("says how many photos the model was trained on", async () => {
    const words = ["evaluate", "run", "photos", "--part", "all"];
    const [json, text] = await Promise.all([wrasse([...words, "--json"], { cwd }), wrasse(words, { cwd })]);
    expect(json.json.at(-1)).toMatchObject({ part: "all", n: 40, learntFrom: 28 });
    expect(text.stderr).toContain("28 photos of these were trained on");
  });

  test("refuses classes that the model does not know, by name", async () => {
    writeFiles(cwd, { "other/shark/1.jpg": await jpeg(1) });
    const { status, json } = await wrasse(["evaluate", "run", "other", "--json"], { cwd });
    expect(status).toBe(2);
    expect(json.at(-1)).toMatchObject({ code: "classes-differ", got: "shark" });
  });
});

describe("export", () => {
  test("a normalised model gives the answers of the raw one", async () => {
    const exported = await wrasse(
      ["export", "run", "--to", "onnx", "--input", "normalised", "--out", "normal", "--json"],
      { cwd },
    );
    expect(exported.json.at(-1)).toMatchObject({ type: "result", to: "onnx", files: ["model.onnx"] });
    const [raw, normal] = await Promise.all(
      ["run", "normal/model.onnx"].map((model) => wrasse(["predict", model, "new/fish.jpg", "--json"], { cwd })),
    );
    const classesOf = (ended: typeof raw): Classes => ended!.json[0]!["classes"] as Classes;
    expect(classesOf(normal).map(({ name }) => name)).toEqual(classesOf(raw).map(({ name }) => name));
    classesOf(normal).forEach(({ probability }, i) => {
      expect(probability).toBeCloseTo(classesOf(raw)[i]!.probability, 5);
    });
  });

  test("an unfinished run is told how to finish", async () => {
    writeFiles(cwd, { "half/config.yaml": readFileSync(join(cwd, "run", "config.yaml")) });
    const { status, json } = await wrasse(["export", "half", "--out", "x", "--json"], { cwd });
    expect(status).toBe(2);
    expect(json[0]).toMatchObject({ code: "run-not-finished", hint: "finish it: wrasse train --resume half" });
  });
});

describe("augment", () => {
  test("writes a contact sheet of the config's augmentations, and says what is on it", async () => {
    const list = "augmentation=[{ rotate: 20 }, { mixup: { alpha: 1 } }]";
    const words = ["--set", list, "--rows", "3", "--out", "before-and-after.png", "--json"];
    const { status, json } = await wrasse(["augment", "photos", ...words], { cwd });
    expect(status).toBe(0);
    expect(json.at(-1)).toMatchObject({
      type: "result",
      sheet: "before-and-after.png",
      columns: ["rotate", "mixup", "all together", "all together", "all together"],
      photos: [expect.any(String), expect.any(String), expect.any(String)],
      setAside: [],
    });
    const png = readFileSync(join(cwd, "before-and-after.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
  });
});

describe("aquarium", () => {
  test("paints the same pictures from the same seed, with a contact sheet, and says how many", async () => {
    const words = ["--species", "3", "--images", "12,3,3", "--size", "16", "--seed", "5", "--json"];
    const [one, two] = await Promise.all([
      wrasse(["aquarium", "one", ...words, "--sheet", "sheet.png"], { cwd }),
      wrasse(["aquarium", "two", ...words], { cwd }),
    ]);
    expect(one.json.at(-1)).toMatchObject({
      type: "result",
      directory: "one",
      counts: { train: 12, validation: 3, test: 3 },
      painted: 18,
      seed: 5,
    });
    expect(two.status).toBe(0);
    const metadata = (folder: string): string => readFileSync(join(cwd, folder, "metadata.csv"), "utf8");
    expect(metadata("one")).toBe(metadata("two"));
    expect(existsSync(join(cwd, "sheet.png"))).toBe(true);
  });
});
