import { expect, test } from "vitest";
import type { ReliabilityBin } from "../metrics/reliability.ts";
import { wilsonInterval } from "../metrics/wilson.ts";
import { reliabilityChart } from "./reliabilityChart.ts";

function bin(from: number, n: number, right: number): ReliabilityBin {
  const to = from + 0.1;
  return { from, to, n, confidence: from + 0.05, accuracy: right / n, interval: wilsonInterval(right, n)! };
}
const blue = 'stroke="#0072b2"';
const orange = 'stroke="#d55e00"';

test("two panels stand side by side, with the count of every bin and the error of each", () => {
  const svg = reliabilityChart({
    before: [bin(0.5, 11, 9), bin(0.9, 143, 100)],
    after: [bin(0.6, 154, 109)],
    errors: [0.252, 0.058],
    temperature: 1.7,
  });
  expect(svg).toContain("n = 154 test photos");
  for (const count of ["11", "143", "154"]) expect(svg).toContain(`>${count}</text>`);
  expect(svg).toContain("after (temperature 1.70): 5.8 % off");
  expect(svg).toMatch(/before: 25.2 % from the diagonal on average/);
});

test("a bin is orange where its interval misses the diagonal", () => {
  const drawn = (right: number): string =>
    reliabilityChart({
      before: [bin(0.9, 100, right)],
      after: [bin(0.9, 100, right)],
      errors: [0.1, 0.1],
      temperature: 1,
    });
  expect(drawn(95)).toContain(blue);
  expect(drawn(95)).not.toContain(orange);
  expect(drawn(60)).toContain(orange);
});

test("without a calibration there is one panel", () => {
  const bins = [bin(0.9, 100, 95)];
  const svg = reliabilityChart({ before: bins, after: bins, errors: [0.1, 0.1], temperature: 1 });
  expect(svg).toContain("not calibrated");
  expect(svg).not.toContain("after");
});
