import type { Findings } from "./report.ts";

/** An option of a benchmark: `--rounds 8`. */
export interface BenchOption {
  /** One line for --help. */
  readonly about: string;
  /** What it is when left out; an option without one may stay undefined. */
  readonly default?: string;
  /** Takes no value. */
  readonly isFlag?: boolean;
}

/** The options that were given, by name. */
export interface Given {
  /** @throws RangeError for anything but a whole number from 1 */
  readonly whole: (option: string) => number;
  /** The words between commas; undefined when the option was left out and has no default. */
  readonly list: (option: string) => readonly string[] | undefined;
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
}

/** Something that `npm run bench` can measure. */
export interface Benchmark {
  /** What the command line calls it, such as "step". */
  readonly id: string;
  /** One line for --help. */
  readonly about: string;
  /** Measured only when it is asked for: it takes half an hour or more. */
  readonly isLong?: boolean;
  readonly options: Readonly<Record<string, BenchOption>>;
  readonly measure: (given: Given, progress: (text: string) => void) => Promise<Findings>;
}

/** Values of parsed options as benchmarks ask for them. */
export function givenOf(values: Readonly<Record<string, string | boolean | undefined>>): Given {
  const text = (option: string): string | undefined => values[option] as string | undefined;
  return {
    text,
    flag: (option) => values[option] === true,
    list: (option) => text(option)?.split(","),
    whole: (option) => {
      const number = Number(text(option));
      if (Number.isInteger(number) && number >= 1) return number;
      throw new RangeError(`--${option} is a whole number from 1, got ${text(option)}`);
    },
  };
}

/** The words given for an option that must be among the known ones. */
export function known(given: Given, option: string, names: readonly string[]): readonly string[] {
  const words = given.list(option) ?? names;
  const strange = words.find((word) => !names.includes(word));
  if (strange === undefined) return words;
  throw new RangeError(`--${option} takes ${names.join(", ")}; got ${strange}`);
}
