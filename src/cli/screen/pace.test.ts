import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** Steps of 50 photos, ten an epoch, half a second each; a second of validation after each epoch. */
function run(pace: Pace, move: (seconds: number) => void, epochs: number, total: number): void {
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (let step = 1; step <= 10; step += 1) {
      move(0.5);
      pace.step(epoch, step / 10, step * 50, total);
    }
    move(1);
  }
}

function clocked(): { pace: Pace; move: (seconds: number) => void } {
  let now = 100;
  return {
    pace: new Pace(() => now),
    move: (seconds) => {
      now += seconds;
    },
  };
}

test("images a second leave validation out", () => {
  const { pace, move } = clocked();
  run(pace, move, 3, 10);
  expect(pace.imagesPerSecond).toBeCloseTo(100, 6);
});

test("the time left has validation in it", () => {
  const { pace, move } = clocked();
  run(pace, move, 4, 10);
  // An epoch takes 6 s; 6 epochs are left.
  expect(pace.secondsLeft! / 36).toBeGreaterThan(0.95);
  expect(pace.secondsLeft! / 36).toBeLessThan(1.05);
});

test("a resumed training counts only what it does itself", () => {
  const { pace, move } = clocked();
  for (let step = 1; step <= 10; step += 1) {
    move(0.5);
    pace.step(8, step / 10, step * 50, 10);
  }
  expect(pace.secondsLeft).toBeCloseTo(10, 6);
});

test("nothing is said before two steps are done", () => {
  const { pace, move } = clocked();
  move(5);
  pace.step(1, 0.1, 50, 10);
  expect([pace.secondsLeft, pace.imagesPerSecond]).toEqual([undefined, undefined]);
});
