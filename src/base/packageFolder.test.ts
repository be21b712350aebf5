import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageFolder } from "./packageFolder.ts";

test("the package's folder is the one whose package.json has its name", () => {
  const { name } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { name: string };
  expect(name).toBe("wrasse");
});
