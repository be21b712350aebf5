import { expect, test } from "vitest";
import { courseOf, secondsOf } from "./courseOf.ts";

const options = { candidates: 6, seeds: 6, secondsPerTraining: 10, width: 2 };

test("with time enough, all candidates are screened at full length and three are proven", () => {
  expect(courseOf({ ...options, secondsLeft: 1000 })).toEqual({ screened: 6, screeningLength: 1, proven: 3 });
});

test("with less time trainings of the screening get short, then candidates few, then proofs", () => {
  const found = [200, 190, 180, 150, 140, 110, 100].map((secondsLeft) => courseOf({ ...options, secondsLeft }));
  expect(found).toMatchInlineSnapshot(`
    [
      {
        "proven": 3,
        "screened": 6,
        "screeningLength": 0.5,
      },
      {
        "proven": 3,
        "screened": 6,
        "screeningLength": 0.25,
      },
      {
        "proven": 3,
        "screened": 6,
        "screeningLength": 0.25,
      },
      {
        "proven": 2,
        "screened": 6,
        "screeningLength": 0.25,
      },
      {
        "proven": 2,
        "screened": 3,
        "screeningLength": 0.25,
      },
      {
        "proven": 1,
        "screened": 3,
        "screeningLength": 0.25,
      },
      {
        "proven": 1,
        "screened": 0,
        "screeningLength": 1,
      },
    ]
  `);
});

test("a course that is chosen fits, and the next better one does not come of less time", () => {
  for (let secondsLeft = 0; secondsLeft < 400; secondsLeft += 7) {
    const course = courseOf({ ...options, secondsLeft });
    if (course !== undefined) expect(secondsOf(course, { ...options, secondsLeft })).toBeLessThanOrEqual(secondsLeft);
  }
});

test("as many candidates as are proven need no screening", () => {
  expect(courseOf({ ...options, candidates: 2, secondsLeft: 1000 })).toEqual({
    screened: 0,
    screeningLength: 1,
    proven: 2,
  });
});

test("without the time for one proof there is no course", () => {
  expect(courseOf({ ...options, secondsLeft: 99 })).toBeUndefined();
});
