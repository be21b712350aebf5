import type { DiagnoseResult } from "../../diagnose/diagnose.ts";
import { findDisorder } from "../../diagnose/disorders/index.ts";
import type { Finding } from "../../diagnose/finding.ts";
import { duration } from "../numbers.ts";
import type { Output } from "../output.ts";
import { findingName } from "./findingName.ts";
import { wrapped } from "./wrapped.ts";

/** A diagnosis for a person: the verdict, each finding with its evidence, and what to do next. */
export function diagnosisText(result: DiagnoseResult, output: Output): string {
  const { bold, dim, green, red, yellow } = output.colours;
  const paint = { healthy: green, sick: red, undecided: yellow };
  const verdicts = {
    healthy: "Healthy: nothing that is measured here goes wrong.",
    sick: "Sick: this training does not work as it should.",
    undecided: "Undecided: something is odd, and what was measured does not tell what.",
  };
  const probes =
    result.probes.length === 0
      ? "the record alone"
      : `the record and ${result.probes.length} probes (${result.probes.join(", ")})`;
  return [
    paint[result.verdict](bold(verdicts[result.verdict])),
    ...result.findings.flatMap((finding) => ["", ...findingLines(finding, output)]),
    "",
    ...result.notes.flatMap((note) => wrapped(note, output.columns, "  ", "  ").map(dim)),
    ...wrapped(`Looked at ${probes}; ${duration(result.seconds)}.`, output.columns, "  ", "  ").map(dim),
    ...nextLines(result, output),
  ].join("\n");
}

function findingLines(finding: Finding, { colours: { bold, dim }, columns }: Output): string[] {
  const { rank, mechanism, rootCause, verdict, evidence, against, next } = finding;
  const meaning = [mechanism, rootCause].flatMap((id) => (id === null ? [] : [findDisorder(id)?.summary ?? ""]));
  const known = findingName(finding) ?? "Cause unknown";
  return [
    `${rank}  ${bold(known)} ${dim(`(${verdictText(verdict)})`)}`,
    ...meaning.flatMap((text) => wrapped(`${text}.`, columns, "   ", "   ").map(dim)),
    ...evidence.flatMap(({ text }) => wrapped(text, columns, "   • ", "     ")),
    ...(against.length === 0
      ? []
      : wrapped(
          verdict === "undecided"
            ? `Cannot be told apart from: ${against.join(", ")}`
            : `Ruled out: ${against.join(", ")}`,
          columns,
          "   ",
          "   ",
        ).map(dim)),
    ...(next === null ? [] : wrapped(`To decide it: the probe ${next}`, columns, "   ", "   ").map(dim)),
  ];
}

function verdictText(verdict: Finding["verdict"]): string {
  return verdict === "proven" ? "proven by trials" : verdict;
}

function nextLines({ of, findings, verdict, probes }: DiagnoseResult, { colours: { bold } }: Output): string[] {
  const hasRemedy = findings.some(({ mechanism, rootCause }) =>
    [mechanism, rootCause].some((id) => id !== null && (findDisorder(id)?.remedies.length ?? 0) > 0),
  );
  // Without a probe there was no run to measure, and so none to treat.
  return verdict !== "healthy" && hasRemedy && probes.length > 0
    ? ["", `Prove it and cure it: ${bold(`wrasse treat ${of}`)}`]
    : [];
}
