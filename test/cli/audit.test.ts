import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jpeg, temporaryFolder, writeClassFolders, writeFiles } from "../support/photos.ts";
import { wrasse } from "./commandLine.ts";

async function photosWithACopy(): Promise<string> {
  const cwd = temporaryFolder();
  await writeClassFolders(join(cwd, "photos"), { angel: 8, clown: 8 });
  writeFiles(cwd, { "photos/clown/same.jpg": await jpeg(0), "photos/clown/broken.jpg": "no photo" });
  return cwd;
}

type Check = { readonly id: string; readonly verdict: string; readonly concerns: readonly { readonly id: string }[] };

test("a quick audit names its concerns, for people and for scripts, and ends with 0", async () => {
  const cwd = await photosWithACopy();
  const { status, stdout } = await wrasse(["audit", "photos", "--quick"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/!! {2}Duplicates +1 copy in 1 group: 1 of equal files/);
  expect(stdout).toMatch(/-- {2}Likely label errors +needs a training: leave out --quick/);
  expect(stdout).toContain("photos/clown/broken.jpg".slice(7));
  const { json } = await wrasse(["audit", "photos", "--quick", "--json", "--out", "found"], { cwd });
  const result = json.at(-1)!;
  expect(result).toMatchObject({ type: "result", count: 17, classes: ["angel", "clown"], givesParts: false });
  const duplicates = (result["checks"] as Check[]).find(({ id }) => id === "duplicates")!;
  expect(duplicates.concerns.map(({ id }) => id)).toEqual(["duplicates", "duplicates-with-different-labels"]);
  expect(readFileSync(join(cwd, "found/suspects.csv"), "utf8")).toContain(
    "duplicates,clown/same.jpg,clown,,angel/000.jpg",
  );
  expect(existsSync(join(cwd, "found/sheet.png"))).toBe(true);
});

test("--fail-on concerns ends with 1", async () => {
  const cwd = await photosWithACopy();
  expect((await wrasse(["audit", "photos", "--quick", "--fail-on", "concerns"], { cwd })).status).toBe(1);
});

test("a whole audit trains its networks, and says what it cannot tell from so few photos", async () => {
  const cwd = await photosWithACopy();
  const words = ["audit", "photos", "--epochs", "1", "--folds", "2", "--size", "16", "--threads", "1", "--json"];
  const { status, json } = await wrasse(words, { cwd });
  expect(status).toBe(0);
  const labels = (json.at(-1)!["checks"] as Check[]).find(({ id }) => id === "label-errors")!;
  expect(labels.verdict).toBe("cannot-tell");
  expect(json.at(-1)!["labelRanking"]).toHaveLength(17);
});

test("a missing folder, a misspelt option and options that exclude each other are said so", async () => {
  const cwd = temporaryFolder();
  expect(await wrasse(["audit", "nowhere", "--quick"], { cwd })).toMatchObject({ status: 2 });
  const misspelt = await wrasse(["audit", "photos", "--quik"], { cwd });
  expect(misspelt.status).toBe(2);
  expect(misspelt.stderr).toContain("--quick");
  const both = await wrasse(["audit", "photos", "--quick", "--epochs", "3"], { cwd });
  expect(both.stderr).toContain("a quick audit trains nothing");
});
