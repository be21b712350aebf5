import type { Config } from "../config/config.ts";
import type { ActiveProbe, Probed } from "../probe/active/activeProbe.ts";
import type { Subject } from "../probe/active/subject.ts";
import type { RunRecord } from "../train/record/record.ts";
import { consult, openQuestions, opinionsOn } from "./consult.ts";
import { factsOf } from "./facts.ts";
import type { Diagnosis } from "./finding.ts";

export interface ExamineOptions {
  /** What active probes work on; undefined where there is only a record. */
  readonly subject: Subject | undefined;
  /** All that may be done, cheapest first. */
  readonly probes: readonly ActiveProbe[];
  /** Ids of probes to do whatever the record says. */
  readonly always?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((probe: string, done: number, total: number) => void) | undefined;
}

export interface Examination {
  readonly diagnosis: Diagnosis;
  readonly measured: readonly Probed[];
  /** Ids of the probes that were done, in their order. */
  readonly done: readonly string[];
}

/**
 * Looks at a record, then does the cheapest probe that an open question asks for, and again, until nothing is open or
 * nothing more can be measured. A record without symptoms asks for nothing.
 */
export async function examine(
  record: RunRecord,
  config: Config | undefined,
  { subject, probes, always = [], notes = [], signal, onProgress }: ExamineOptions,
): Promise<Examination> {
  const measured: Probed[] = [];
  const done: string[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const facts = factsOf(record, config, measured);
    const opinions = opinionsOn(facts);
    const wanted = new Set([...always, ...openQuestions(facts, opinions)]);
    const next =
      subject && probes.find((probe) => wanted.has(probe.id) && !done.includes(probe.id) && probe.canMeasure(subject));
    if (next === undefined) return { diagnosis: consult(facts, opinions, notes), measured, done };
    const tell = (finished: number, total: number): void => onProgress?.(next.id, finished, total);
    measured.push(...(await next.measure(subject!, { signal, onProgress: tell })));
    done.push(next.id);
  }
}
