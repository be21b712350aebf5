import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { underWay } from "./underWay.ts";

test("every piece is done once, no more than the limit at once", async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  await underWay(20, 3, async (index) => {
    now += 1;
    most = Math.max(most, now);
    await sleep(1);
    now -= 1;
    done.push(index);
  });
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(most).toBe(3);
});

test("after a failure nothing new is started, and the failure is thrown", async () => {
  let started = 0;
  const failing = underWay(100, 2, async (index) => {
    started += 1;
    await sleep(1);
    if (index === 4) throw new Error("no paint");
  });
  await expect(failing).rejects.toThrow("no paint");
  expect(started).toBeLessThan(9);
});
