import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { severalAtOnce } from "./severalAtOnce.ts";

test("results come in the items' order, whatever is done first, and no more than the width is under way", async () => {
  let underWay = 0;
  let most = 0;
  const work = async (delay: number, place: number): Promise<string> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await setTimeout(delay);
    underWay -= 1;
    return `${place}: ${delay}`;
  };
  expect(await severalAtOnce([8, 1, 4, 1, 2], 2, work)).toEqual(["0: 8", "1: 1", "2: 4", "3: 1", "4: 2"]);
  expect(most).toBe(2);
});

test("more width than items, or none of them, is no harm", async () => {
  expect(await severalAtOnce([1], 4, (item) => Promise.resolve(item + 1))).toEqual([2]);
  expect(await severalAtOnce([], 4, () => Promise.reject(new Error("never")))).toEqual([]);
});

test("after a failure no item is begun", async () => {
  const begun: number[] = [];
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    await setTimeout(2);
    if (item === 1) throw new Error("broken");
  };
  await expect(severalAtOnce([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow("broken");
  await setTimeout(10);
  expect(begun.length).toBeLessThan(5);
});

test("every piece is done once, no more than the limit at once", async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  await severalAtOnce(Array.from({ length: 20 }), 3, async (_, index) => {
    now += 1;
    most = Math.max(most, now);
    await setTimeout(1);
    now -= 1;
    done.push(index);
  });
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(most).toBe(3);
});

test("after a failure nothing new is started, and the failure is thrown", async () => {
  let started = 0;
  const failing = severalAtOnce(Array.from({ length: 100 }), 2, async (_, index) => {
    started += 1;
    await setTimeout(1);
    if (index === 4) throw new Error("no paint");
  });
  await expect(failing).rejects.toThrow("no paint");
  expect(started).toBeLessThan(9);
});

test("once the signal is aborted nothing is started, and its reason is thrown", async () => {
  const stop = new AbortController();
  let started = 0;
  const stopped = severalAtOnce(
    Array.from({ length: 100 }),
    2,
    async () => {
      started += 1;
      if (started === 3) stop.abort(new Error("enough"));
      await setTimeout(1);
    },
    stop.signal,
  );
  await expect(stopped).rejects.toThrow("enough");
  expect(started).toBe(3);
});
