import type { Finding } from "../diagnose/finding.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./lang/index.ts";
import { table } from "./table.ts";

/** Findings of a diagnosis as sentences, each with the numbers that it stands on. */
export function findingsOf(words: Words, findings: readonly Finding[]): Html[] {
  const { names, numbers } = words;
  const text = words.case;
  if (findings.length === 0) return [html`<p>${text.noFindings}</p>`];
  return findings.flatMap(({ mechanism, rootCause, verdict, layer, evidence, against, next }) => [
    html`<p><strong>${text.finding({
      mechanism: mechanism === null ? undefined : names.disorder(mechanism),
      rootCause: rootCause === null ? undefined : names.disorder(rootCause),
      verdict: names.findingVerdict[verdict],
      layer: layer ?? undefined,
    })}</strong>${against.length === 0 ? "" : ` ${text.against(against.map(names.disorder).join(", "))}`}${next === null ? "" : ` ${words.run.next(next)}`}</p>`,
    ...(evidence.length === 0
      ? []
      : [
          table(words, {
            caption: text.evidence.caption,
            columns: [
              { name: text.evidence.for },
              { name: text.evidence.quantity },
              { name: text.evidence.value, kind: "number" },
              { name: text.evidence.threshold, kind: "number" },
              { name: text.evidence.source, kind: "long" },
            ],
            rows: evidence.map((one) => [
              names.disorder(one.for),
              html`<code>${one.quantity}</code>`,
              `${numbers.figure(one.value)}${one.interval === null ? "" : ` (${one.interval.map(numbers.figure).join(" … ")})`}`,
              one.threshold === null ? "–" : numbers.figure(one.threshold),
              html`<span lang="en">${one.source}</span>`,
            ]),
          }),
        ]),
  ]);
}
