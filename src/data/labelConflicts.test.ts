import { expect, test } from "vitest";
import { labelConflicts } from "./labelConflicts.ts";

const photos = [0, 0, 1, 1].map((label, i) => ({ path: `${i}.jpg`, label, metadata: {} }));

test("copies with two labels are named, once for all", () => {
  expect(
    labelConflicts(
      photos,
      ["angel", "clown"],
      [
        [0, 1],
        [1, 2],
        [0, 3],
      ],
    ),
  ).toMatchInlineSnapshot(`
    [
      "2 pictures have more than one label, the first 1.jpg (angel) and 2.jpg (clown); wrasse audit lists them",
    ]
  `);
});

test("copies with one label are no conflict", () => {
  expect(
    labelConflicts(
      photos,
      ["angel", "clown"],
      [
        [0, 1],
        [2, 3],
      ],
    ),
  ).toEqual([]);
});
