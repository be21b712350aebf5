import { expect, test } from "vitest";
import { always, augmented, choose, farthest, reference, referencePicture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { type Corners, homographiesInTurn, homographyBetween, inverseHomography } from "./homography.ts";
import { perspective } from "./perspective.ts";
import { rotate } from "./rotate.ts";

const { size } = reference;
const square: Corners = [
  [-size / 2, -size / 2],
  [size / 2, -size / 2],
  [size / 2, size / 2],
  [-size / 2, size / 2],
];

test.each(reference.perspective)("corners moved to $corners show torchvision's picture", async (given) => {
  const to = given.corners.map(([x, y]) => [x - size / 2, y - size / 2]) as unknown as Corners;
  const [found] = await augmented([always({ move: homographyBetween(square, to) })], [referencePicture]);
  const inside = (values: readonly number[]): number[] => values.filter((_, i) => given.inside[i % size ** 2]);
  expect(inside(found!).length).toBeGreaterThan(100);
  // Places are rounded to 1e-6 of a period, colours change by up to 255 from pixel to pixel.
  expect(farthest(inside(found!), inside(given.values))).toBeLessThan(0.05);
});

test("each corner moves inwards, on each axis by up to the distortion, as likely by any amount", () => {
  const shares: number[] = [];
  for (let i = 0; i < 500; i += 1) {
    const h = perspective.draw({ distortion: 0.4 }, draws(1, "corner", i), 10);
    const [x, y, w] = [0, 1, 2].map((row) => h[row * 3]! * -5 + h[row * 3 + 1]! * -5 + h[row * 3 + 2]!);
    shares.push((x! / w! + 5) / 5, (y! / w! + 5) / 5);
  }
  expect(Math.min(...shares)).toBeGreaterThan(-1e-9);
  expect(Math.max(...shares)).toBeLessThan(0.4);
  expect(Math.min(...shares)).toBeLessThan(0.005);
  expect(Math.max(...shares)).toBeGreaterThan(0.395);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(Math.abs(mean - 0.2)).toBeLessThan(0.02); // 5 deviations of 0.4 / sqrt(12 * 1000)
});

test("a distortion of 0 leaves the picture where it is, also beside other moves", async () => {
  const [plain] = await augmented([choose(rotate, 30)], [referencePicture]);
  const [beside] = await augmented([choose(perspective, 0), choose(rotate, 30)], [referencePicture]);
  expect(farthest(plain!, beside!)).toBeLessThan(0.02);
});

test("a change of perspective and its inverse are none", () => {
  const to = [
    [-4, -5],
    [3, -2],
    [6, 5],
    [-5, 4],
  ] as const;
  const there = homographyBetween(square, to);
  const back = homographiesInTurn(there, inverseHomography(there));
  const unit = back.map((value) => value / back[8]);
  [1, 0, 0, 0, 1, 0, 0, 0, 1].forEach((value, i) => {
    expect(unit[i]).toBeCloseTo(value, 10);
  });
});
