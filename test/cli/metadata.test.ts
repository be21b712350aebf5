import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, wrasse } from "./commandLine.ts";
import { writeTinyData } from "./tinyData.ts";

type Classes = readonly { readonly name: string; readonly probability: number }[];

/** One trained run for all tests of this file: two species, whose facts tell them apart. */
const cwd = mkdtempSync(join(tmpdir(), "wrasse-test-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
let trained: Ended;

beforeAll(async () => {
  const data = { path: "photos", size: 16, metadata: { columns: ["length", "habitat"] } };
  await writeTinyData(cwd, { data, epochs: 2 });
  trained = await wrasse(["train", "--config", "tiny.yaml", "--out", "run", "--json"], { cwd });
});

const run = (...words: string[]): Promise<Ended> => wrasse(words, { cwd });

/** A picture of the test part, whichever number it has. */
function testPhoto(): string {
  const rows = readFileSync(join(cwd, "photos", "metadata.csv"), "utf8")
    .trim()
    .split("\n");
  return `photos/${rows.find((row) => row.startsWith("test/"))!.split(",")[0]}`;
}

function probabilities({ json }: Ended): Classes {
  return json.find(({ type }) => type === "prediction")!["classes"] as Classes;
}

describe("train", () => {
  test("tells of each column what it is and what is missing, at the start and in the result", () => {
    const none = { train: 0, validation: 0, test: 0 };
    const metadata = [
      { name: "length", kind: "number", values: null, missing: none, unreadable: none, unknown: none },
      { name: "habitat", kind: "category", values: expect.any(Number), missing: none, unreadable: none },
    ];
    expect(trained.stderr).toBe("");
    expect(trained.json.find(({ type }) => type === "start")).toMatchObject({ metadata });
    expect(trained.json.at(-1)).toMatchObject({ type: "result", metadata });
  });

  test("refuses a column that is misspelt", async () => {
    const { status, stderr } = await run("train", "--config", "tiny.yaml", "--set", "data.metadata.columns=[lenght]");
    expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean "length"?')]);
  });

  test("tells people what goes beside the photo; is not resumed after a value of the CSV was changed", async () => {
    const table = join(cwd, "photos", "metadata.csv");
    const before = readFileSync(table, "utf8");
    const stopped = await run("train", "--config", "tiny.yaml", "--out", "changed");
    expect(stopped.status).toBe(0);
    expect(stopped.stderr).toMatch(/Beside the photo: length \(number\), habitat \(\d+ values?\)/);
    rmSync(join(cwd, "changed", "result.json"));
    writeFileSync(table, before.replace(/(\ntest\/[^\n]*,)[\d.]+(,[^\n,]*,[^\n,]*,[^\n,]*,[^\n,]*\n)/, "$17.5$2"));
    expect(readFileSync(table, "utf8")).not.toBe(before);
    try {
      const resumed = await run("train", "--resume", "changed");
      expect([resumed.status, resumed.stderr]).toEqual([2, expect.stringContaining("data-changed")]);
    } finally {
      writeFileSync(table, before);
    }
  });
});

describe("predict", () => {
  test("without facts takes them as missing and says so once", async () => {
    const { status, json } = await run("predict", "run", testPhoto(), testPhoto(), "--json");
    expect(status).toBe(0);
    const warnings = json.filter(({ type }) => type === "warning").map(({ message }) => message);
    expect(warnings).toEqual([expect.stringContaining("trained with length, habitat beside the photo")]);
    expect(json.at(-1)).toMatchObject({
      metadata: {
        columns: [
          { name: "length", missing: 2 },
          { name: "habitat", missing: 2 },
        ],
      },
    });
  });

  test("takes facts from a CSV, or by hand for all images; the same facts give the same answer", async () => {
    const path = testPhoto();
    const table = join(cwd, "photos", "metadata.csv");
    const [header, ...rows] = readFileSync(table, "utf8")
      .trim()
      .split("\n")
      .map((row) => row.split(","));
    const own = rows.find((row) => `photos/${row[0]}` === path)!;
    const value = (name: string): string => own[header!.indexOf(name)]!;
    const byTable = await run("predict", "run", path, "--metadata", "photos/metadata.csv", "--json");
    const byHand = await run(
      ...["predict", "run", path, "--json"],
      ...["--value", `length=${value("length")}`, "--value", `habitat=${value("habitat")}`],
    );
    const without = await run("predict", "run", path, "--json");
    expect(byTable.json.filter(({ type }) => type === "warning")).toEqual([]);
    expect(probabilities(byHand)).toEqual(probabilities(byTable));
    expect(probabilities(without)).not.toEqual(probabilities(byTable));
  });

  test.each([
    [["--value", "lenght=12"], "did you mean length?"],
    [["--value", "12"], "column=value"],
  ])("refuses %j", async (words, said) => {
    const { status, stderr } = await run("predict", "run", testPhoto(), ...words);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe("evaluate", () => {
  test("takes the facts of the photos' CSV, and says what it lacks where there is none", async () => {
    const own = await run("evaluate", "run", "photos", "--json");
    expect(own.json.filter(({ type }) => type === "warning")).toEqual([]);
    const { test: tested } = trained.json.at(-1)! as { test: { loss: number } };
    expect((own.json.at(-1)! as unknown as { loss: number }).loss).toBeCloseTo(tested.loss, 5);
    expect(own.json.at(-1)).toMatchObject({
      metadata: [
        { name: "length", missing: 0 },
        { name: "habitat", missing: 0 },
      ],
    });
    const bare = await run("evaluate", "run", "photos/test", "--json");
    expect(bare.json.find(({ type }) => type === "warning")!["message"]).toBe(
      "metadata: of 6 photos length is missing in all, habitat in all; give a CSV of the photos that has them",
    );
  });
});

test("export to transformers.js is refused with what to do", async () => {
  const { status, stderr } = await run("export", "run", "--to", "transformers.js", "--out", "web");
  expect(status).toBe(2);
  expect(stderr).toContain("export it --to onnx and feed both inputs");
});
