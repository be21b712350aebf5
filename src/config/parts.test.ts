import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { describeParts, partKinds } from "./parts.ts";

test("every part has a summary, and every option its meaning and default", () => {
  for (const kind of partKinds) {
    const parts = describeParts(kind);
    expect(parts.map(({ id }) => id)).toEqual(kind.parts.map(({ id }) => id));
    for (const { summary, options } of parts) {
      expect(summary).not.toBe("");
      for (const { meaning, default: byDefault } of options) expect([meaning, byDefault]).not.toContain("");
    }
  }
});

test("the parts that a config names by default are among them", () => {
  const { optimizer, schedule, sampler, loss } = parseConfig({ data: { path: "none" } });
  const ids = partKinds.flatMap(({ parts }) => parts.map(({ id }) => id));
  for (const { name } of [optimizer, schedule, sampler, loss]) expect(ids).toContain(name);
});

test("a schedule comes with what it equals, its source and its defaults", () => {
  const cyclic = describeParts(partKinds.find(({ id }) => id === "schedules")!).find(({ id }) => id === "cyclic")!;
  expect(cyclic.equals).toContain("PyTorch's CyclicLR");
  expect(cyclic.source).toContain("Smith 2017");
  expect(cyclic.options.find(({ name }) => name === "period")).toEqual({
    name: "period",
    default: "8",
    meaning: "epochs from one lowest rate to the next, may be a part",
  });
});
