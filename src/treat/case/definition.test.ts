import { expect, test } from "vitest";
import { parseConfig } from "../../config/config.ts";
import { parseAquariumOptions } from "../../data/aquarium/index.ts";
import { findPlacebo } from "../placebos/index.ts";
import { findRemedy } from "../remedies/index.ts";
import { changed } from "./change.ts";
import { readCase, readDemoCase } from "./definition.ts";

test.each([
  ["case 3", () => readCase("3")],
  ["the demo", readDemoCase],
])("%s names what exists, and its fault changes its config", async (_, read) => {
  const definition = await read();
  const data = { ...(definition.config["data"] as object), path: "photos" };
  const healthy = parseConfig({ ...definition.config, data });
  expect(() => parseAquariumOptions(definition.aquarium)).not.toThrow();
  for (const id of [
    definition.rootCause,
    ...definition.remedies,
    ...definition.siblings.flatMap((one) => one.remedies),
  ]) {
    expect([id, findRemedy(id)?.id]).toEqual([id, id]);
  }
  expect(findPlacebo(definition.placebo)?.id).toBe(definition.placebo);
  const sick = await changed(healthy, definition.fault, ".");
  expect(sick.model).not.toEqual(healthy.model);
  // Taking the cause away gives every convolution what it had.
  const cured = await findRemedy(definition.rootCause)!.apply(sick);
  expect((cured.model as readonly unknown[]).slice(0, -1)).toEqual((healthy.model as readonly unknown[]).slice(0, -1));
});

test("a change of nothing is the config itself", async () => {
  const config = parseConfig({ data: { path: "photos" } });
  expect(await changed(config, {}, ".")).toBe(config);
});

test("a case that is not there is refused with the one that is", async () => {
  await expect(readCase("9")).rejects.toMatchObject({ code: "case-unknown" });
  await expect(readCase("../package")).rejects.toMatchObject({ code: "case-unknown" });
});
