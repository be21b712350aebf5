import { expect, test } from "vitest";
import { augmented, choose, fixed, reference, referencePicture } from "../../../test/support/augment.ts";
import { noMatrix } from "./colour.ts";
import { hue, hueTurn } from "./hue.ts";

const turned = (degrees: number) =>
  fixed({ kind: "colour", change: { pixel: hueTurn(degrees), mean: noMatrix, shift: [0, 0, 0] } });
const places = reference.size ** 2;

test("each pixel keeps its grey and its distance from it in YIQ, and turns by the angle", async () => {
  const yiq = (values: readonly number[], i: number): [number, number, number] => {
    const [r, g, b] = [values[i]!, values[i + places]!, values[i + 2 * places]!];
    return [
      0.299 * r + 0.587 * g + 0.114 * b,
      0.5959 * r - 0.2746 * g - 0.3213 * b,
      0.2115 * r - 0.5227 * g + 0.3112 * b,
    ];
  };
  const [found] = await augmented([turned(25)], [referencePicture]);
  for (let i = 0; i < places; i += 1) {
    const [y, inPhase, quadrature] = yiq(referencePicture.values, i);
    const [y2, inPhase2, quadrature2] = yiq(found!, i);
    expect(Math.abs(y2 - y)).toBeLessThan(0.01);
    expect(Math.abs(Math.hypot(inPhase2, quadrature2) - Math.hypot(inPhase, quadrature))).toBeLessThan(0.01);
    if (Math.hypot(inPhase, quadrature) < 1) continue;
    const angle = ((Math.atan2(quadrature, inPhase) - Math.atan2(quadrature2, inPhase2)) * 180) / Math.PI;
    expect(Math.abs(((angle + 540) % 360) - 180 - 25)).toBeLessThan(0.1);
  }
});

/** The hue of HSV in degrees, and its saturation times its value. */
function hsv(values: readonly number[], i: number): { degrees: number; chroma: number } {
  const [r, g, b] = [values[i]!, values[i + places]!, values[i + 2 * places]!];
  const degrees = (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI;
  return { degrees, chroma: Math.max(r, g, b) - Math.min(r, g, b) };
}

test.each(reference.hue)("turned by $degrees degrees, hues are near those of torchvision's HSV", async (given) => {
  const [found] = await augmented([turned(given.degrees)], [referencePicture]);
  const between = (a: readonly number[], b: readonly number[]): number => {
    const differences = Array.from({ length: places }, (_, i) => i)
      .filter((i) => hsv(referencePicture.values, i).chroma > 40)
      .map((i) => Math.abs(((hsv(a, i).degrees - hsv(b, i).degrees + 540) % 360) - 180));
    return differences.reduce((sum, value) => sum + value, 0) / differences.length;
  };
  // Another circle of colours, so not equal.
  expect(between(found!, given.values)).toBeLessThan(Math.abs(given.degrees) / 3);
});

test("the shorthand is the number of degrees, and 0 changes nothing", async () => {
  expect(choose(hue, 20).options).toEqual({ degrees: 20 });
  const [found] = await augmented([choose(hue, 0)], [referencePicture]);
  found!.forEach((value, i) => {
    expect(value).toBeCloseTo(referencePicture.values[i]!, 2);
  });
});
