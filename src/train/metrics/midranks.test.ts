import fc from "fast-check";
import { expect, test } from "vitest";
import { midranks } from "./midranks.ts";

test("a rank is one more than the values below, plus half of the others that are equal", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 }), (values) => {
      const byDefinition = values.map((value) => {
        const below = values.filter((other) => other < value).length;
        const equal = values.filter((other) => other === value).length;
        return below + 1 + (equal - 1) / 2;
      });
      expect([...midranks(values)]).toEqual(byDefinition);
    }),
  );
});
