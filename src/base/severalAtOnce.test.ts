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
