/** Seeds of a screening: enough to put the hopeless last. */
export const screeningSeeds = 2;
/** Remedies that are proven at most. */
export const mostProven = 3;

/** How a treatment uses its time. */
export interface Course {
  /** How many candidates are screened, the first ones; 0 where those proven need no choice. */
  readonly screened: number;
  /** How long their trainings are, as a share of the whole. */
  readonly screeningLength: number;
  /** How many are proven, the best of the screening. */
  readonly proven: number;
}

export interface CourseOptions {
  readonly candidates: number;
  /** Seeds of a proof. */
  readonly seeds: number;
  /** Of one whole training as the trials do it. */
  readonly secondsPerTraining: number;
  /** Trainings at a time. */
  readonly width: number;
  readonly secondsLeft: number;
}

const lengths = [1, 0.5, 0.25] as const;

/**
 * The best course that the time allows: as many remedies proven as may be, chosen among as many as may be, by trainings as
 * long as may be, in this order. The time for the cured model's training is kept.
 *
 * @returns undefined where not even one remedy can be proven
 */
export function courseOf(options: CourseOptions): Course | undefined {
  const { candidates, secondsLeft } = options;
  for (let proven = Math.min(mostProven, candidates); proven > 0; proven -= 1) {
    for (let screened = candidates; screened > proven; screened -= 1) {
      for (const screeningLength of lengths) {
        const course = { screened, screeningLength, proven };
        if (secondsOf(course, options) <= secondsLeft) return course;
      }
    }
    const course = { screened: 0, screeningLength: 1, proven };
    if (secondsOf(course, options) <= secondsLeft) return course;
  }
  return undefined;
}

/** What a course takes, the cured model's training included. */
export function secondsOf({ screened, screeningLength, proven }: Course, options: CourseOptions): number {
  const { seeds, secondsPerTraining, width } = options;
  const screening = screened === 0 ? 0 : screeningSeeds * (1 + screened) * screeningLength;
  // The control, the placebo and the remedies.
  const proof = seeds * (2 + proven);
  return secondsPerTraining * (Math.ceil(screening / width) + Math.ceil(proof / width) + 1);
}
