import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { afterEach, beforeEach, expect, test } from "vitest";
import { madeUpStory } from "../../test/support/caseStory.ts";
import { madeUpRun } from "../../test/support/runFiles.ts";
import { runPage } from "./runPage.ts";
import { reportRun } from "./runReport.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wrasse-report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const results =
  "epoch,accuracy,loss,learning_rate,val_accuracy,val_loss\n0,0.3,1.2,0.1,0.4,1.1\n1,0.5,1,0.1,0.45,1.05\n";

test("a run that is not finished gets a page that says so and shows its curves", async () => {
  writeFileSync(join(folder, "results.csv"), results);
  const { page, has } = await reportRun(folder);
  expect(page).toBe(join(folder, "report.html"));
  expect(has).toEqual({ result: false, diagnosis: false, treatment: false });
  const { document } = parseHTML(readFileSync(page, "utf8"));
  const english = document.querySelector('.page[lang="en"]')!;
  expect(english.textContent).toContain("This run is not finished: 2 epochs so far.");
  expect(english.querySelectorAll("#en-curves").length).toBe(1);
  expect(english.querySelector("#en-classes")).toBeNull();
});

test("the folder of a case gets the case's page, in the language asked for", async () => {
  writeFileSync(join(folder, "case.json"), JSON.stringify(madeUpStory()));
  const out = join(folder, "page.html");
  expect(await reportRun(folder, { out, language: "id" })).toMatchObject({ page: out, of: "case" });
  const { document } = parseHTML(readFileSync(out, "utf8"));
  expect(document.documentElement.getAttribute("lang")).toBe("id");
  expect(document.querySelector('.page[lang="id"] h1')!.textContent).toContain("ReLU mati");
});

test("a folder that is no run, a file, and nothing at all are refused by name", async () => {
  writeFileSync(join(folder, "file"), "");
  for (const [path, got] of [
    [folder, "a folder without config.yaml"],
    [join(folder, "file"), "a file"],
    [join(folder, "none"), "nothing there"],
  ] as const) {
    await expect(reportRun(path)).rejects.toMatchObject({
      code: "run-not-found",
      details: { at: path, got: expect.stringContaining(got) },
    });
  }
});

test("a diagnosis that was cut off is refused by its file's name", async () => {
  writeFileSync(join(folder, "results.csv"), results);
  writeFileSync(join(folder, "diagnosis.json"), '{"verdict": "si');
  await expect(reportRun(folder)).rejects.toMatchObject({
    code: "file-not-readable",
    details: { at: join(folder, "diagnosis.json") },
  });
});

test("a page into a folder that is not there is refused", async () => {
  mkdirSync(join(folder, "run"));
  writeFileSync(join(folder, "run", "results.csv"), results);
  await expect(reportRun(join(folder, "run"), { out: join(folder, "no", "page.html") })).rejects.toMatchObject({
    code: "folder-missing",
  });
});

test("a run's figures stand on its page with intervals and n, and its treatment with effect, p and placebo", () => {
  const { document } = parseHTML(runPage(madeUpRun()));
  const text = document.querySelector('.page[lang="en"]')!.textContent!.replaceAll(/\s+/g, " ");
  expect(text).toContain("Accuracy on test photos: 80 % (95 % interval 68.2 to 88.2 %, n = 60).");
  expect(text).toContain("12 of 60 photos were taken for another class.");
  expect(text).toContain("He initialisation");
  expect(text).toContain("+40 points");
  expect(text).toContain("random erasing +1 points (−2 to +4 points)");
  expect(text).toContain("What would tell: continued-training.");
  expect(document.querySelectorAll('.page[lang="en"] .confusion tbody tr').length).toBe(3);
});

test("a number that is the same in both languages is written in each one's way", () => {
  const { document } = parseHTML(runPage(madeUpRun()));
  expect(document.querySelector('.page[lang="id"]')!.textContent).toContain("0,031");
  expect(document.querySelector('.page[lang="en"]')!.textContent).toContain("0.031");
});
