import sharp from "sharp";
import { expect, test } from "vitest";
import { curvesChart, type PlottedEpoch } from "./curvesChart.ts";
import { rasterise } from "./rasterise.ts";

function figures(count: number): PlottedEpoch[] {
  return Array.from({ length: count }, (_, i) => ({
    epoch: i + 1,
    loss: 2 * 0.9 ** i,
    accuracy: 1 - 0.8 * 0.9 ** i,
    validationLoss: 2 * 0.92 ** i,
    validationAccuracy: 1 - 0.8 * 0.92 ** i,
  }));
}

/** The path of each line that is drawn in a colour, loss first. */
function paths(svg: string, colour: string): string[] {
  const groups = [...svg.matchAll(/<g [^>]*aria-label="line"[^>]*>.*?<\/g>/g)].map(([group]) => group);
  return groups
    .filter((group) => group.includes(`stroke="${colour}"`))
    .map((group) => group.match(/ d="([^"]*)"/)![1]!);
}

test("the heading names the best epoch and its figures, and both panels mark it", () => {
  const svg = curvesChart(figures(30), { bestEpoch: 24, title: "Reef fish" });
  expect(svg).toContain(">Reef fish</text>");
  expect(svg).toContain(">30 epochs, best epoch 24: validation accuracy 88.2 %, loss 0.294</text>");
  expect(svg.split(">best</text>")).toHaveLength(3);
  expect(svg).toContain(">validation</text>");
});

test("a curve that falls is drawn falling, and one that rises rising", () => {
  const heights = (content: string) => [...content.matchAll(/[\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
  const [loss, accuracy] = paths(curvesChart(figures(25)), "#d55e00").map(heights);
  expect(loss).toHaveLength(25);
  expect(loss!.every((y, i) => i === 0 || y > loss![i - 1]!)).toBe(true); // SVG counts downwards
  expect(accuracy!.every((y, i) => i === 0 || y < accuracy![i - 1]!)).toBe(true);
});

test("without validation only training is drawn", () => {
  const svg = curvesChart(figures(5).map((epoch) => ({ ...epoch, validationLoss: null, validationAccuracy: null })));
  expect(svg).not.toContain(">validation</text>");
  expect(svg).toContain(">training</text>");
});

test("a loss that is no number leaves a gap, and no NaN in the picture", () => {
  const epochs = figures(9).map((epoch) => (epoch.epoch === 5 ? { ...epoch, loss: Number.NaN } : epoch));
  const svg = curvesChart(epochs);
  expect(paths(svg, "#0072b2").map((content) => content.split("M").length - 1)).toEqual([2, 1]);
  expect(svg).not.toContain("NaN");
});

test("a wide span of losses is drawn on a logarithmic scale", () => {
  const epochs = figures(30).map((epoch) => ({ ...epoch, validationLoss: 100 * 0.5 ** epoch.epoch }));
  expect(curvesChart(epochs)).toContain("loss, nats (logarithmic)");
  expect(curvesChart(figures(30))).not.toContain("logarithmic");
});

test.each([1, 2, 300])("%d epochs make a picture of the same size", async (count) => {
  const png = await rasterise(curvesChart(figures(count), { bestEpoch: count }));
  const { width, height } = await sharp(png).metadata();
  expect([width, height]).toEqual([1840, 838]);
});

test("one epoch without a single number is drawn empty, and no epoch at all is refused", async () => {
  const nothing = { epoch: 1, loss: Number.NaN, accuracy: Number.NaN, validationLoss: null, validationAccuracy: null };
  expect((await rasterise(curvesChart([nothing]))).length).toBeGreaterThan(1000);
  expect(() => curvesChart([])).toThrow(/no-epochs/);
});
