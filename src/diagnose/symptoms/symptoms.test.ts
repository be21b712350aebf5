import { expect, test } from "vitest";
import { factsFor } from "../../../test/support/facts.ts";
import { consult, opinionsOn } from "../consult.ts";
import { stillLearning } from "./unfinished.ts";

/** A loss that falls by 22 % at the end, and one that does not. */
const falling = [2, 1.8, 1.6, 1.5, 1.4, 1.3, 1.25, 1.2, 1, 0.9];
const level = [2, 1.2, 1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9];
/** Of three classes alike: 0.6 learnt 0.4 of what there is to learn, 0.8 0.7, 0.97 0.955. */
const upTo = (best: number) => [0.4, 0.5, best];

test("a training that is on its way and has learnt little is unfinished; the same without a fall is not", () => {
  const ids = (loss: readonly number[], best: number) =>
    factsFor({ loss, accuracy: upTo(best) }).symptoms.map(({ id }) => id);
  expect(ids(falling, 0.6)).toContain("unfinished");
  expect(ids(level, 0.6)).not.toContain("unfinished");
  expect(ids(falling, 0.8)).toEqual([]);
});

test("one that has learnt much is healthy, and told that it was still learning; one that has learnt nearly all is not", () => {
  const notes = (loss: readonly number[], best: number) => {
    const facts = factsFor({ loss, accuracy: upTo(best) });
    const { verdict, notes } = consult(facts, opinionsOn(facts), ["read from a log"]);
    expect(verdict).toBe("healthy");
    return notes;
  };
  expect(notes(falling, 0.8)).toEqual([
    "read from a log",
    "The training loss was still falling by 22 % over the last fifth of the epochs: more epochs may gain.",
  ]);
  expect(notes(level, 0.8)).toEqual(["read from a log"]);
  expect(notes(falling, 0.97)).toEqual(["read from a log"]);
});

test("a loss over twice that of knowing nothing is a symptom, however many photos are right; of another loss nothing is known", () => {
  const ids = (loss: readonly number[], config = {}) =>
    factsFor({ loss, accuracy: [0.5, 0.7, 0.9], config }).symptoms.map(({ id }) => id);
  // Three classes alike: 1.1.
  expect(ids([9, 5, 2.3])).toEqual(["loss-over-chance"]);
  expect(ids([9, 5, 2.1])).toEqual([]);
  expect(ids([9, 5, 2.3], { loss: { name: "focal" } })).toEqual([]);
});

test("a first loss over ten times that of knowing nothing is a symptom, unless nearly all was learnt", () => {
  const ids = (firstLoss: number, best: number) =>
    factsFor({ firstLoss, accuracy: upTo(best) }).symptoms.map(({ id }) => id);
  expect(ids(12, 0.8)).toEqual(["first-loss-over-chance"]);
  expect(ids(10, 0.8)).toEqual([]);
  expect(ids(12, 0.97)).toEqual([]);
});

test("a training of two epochs is told by its last one", () => {
  expect(stillLearning(factsFor({ loss: [2, 1.5], accuracy: [0.4, 0.6] }).course)).toBe(
    "The training loss was still falling by 25 % over the last epoch: more epochs may gain.",
  );
});
