import { describe, expect, test } from "vitest";
import { languages, wordsOf } from "./index.ts";

describe.each(languages)("%s", (language) => {
  const { numbers } = wordsOf(language);
  const point = language === "en" ? "." : ",";

  test("numbers have the language's own point", () => {
    expect(numbers.percent(0.76543)).toContain(`76${point}5`);
    expect(numbers.figure(0.01234)).toBe(`0${point}0123`);
    expect(numbers.p(0.03125)).toBe(`0${point}031`);
    expect(numbers.p(0.0001)).toBe(`< 0${point}001`);
  });

  test("a difference has its sign, and none where it is nothing", () => {
    expect(numbers.points(0.605)).toMatch(/^\+60.5 /);
    expect(numbers.points(-0.02)).toMatch(/^−2 /);
    expect(numbers.points(0)).toMatch(/^0 /);
  });

  test("what is very small is a power of ten, and 0 is 0", () => {
    expect(numbers.figure(0)).toBe("0");
    expect(numbers.figure(1e-7)).toBe("10⁻⁷");
    expect(numbers.figure(2.5e-5)).toBe(`2${point}5 × 10⁻⁵`);
  });

  test("where there is no number, also where JSON put null, is a dash", () => {
    expect(numbers.figure(Number.NaN)).toBe("–");
    expect(numbers.points(null as unknown as number)).toMatch(/^– /);
    expect(numbers.percent(null as unknown as number)).toMatch(/^–/);
  });
});

test("no sentence of one language is left as the other has it", () => {
  const [en, id] = [textsOf(wordsOf("en")), textsOf(wordsOf("id"))];
  const same = [...en].filter(([path, text]) => id.get(path) === text && text.split(" ").length > 2);
  expect(same).toEqual([]);
});

/** Every fixed sentence, by its path. */
function textsOf(tree: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
      const at = `${path}.${key}`;
      if (typeof value === "string") return [[at, value] as const];
      return typeof value === "object" && value !== null ? [...textsOf(value, at)] : [];
    }),
  );
}
