import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { makeFolder, writeAtomically } from "../base/files.ts";
import type { AuditResult } from "./audit.ts";
import { auditSheet, type SheetOptions } from "./sheet.ts";

export interface WrittenAudit {
  readonly directory: string;
  readonly files: readonly string[];
}

/**
 * Writes what an audit found: `audit.json` (everything), `suspects.csv` (photos worth a look, by check and worst first) and
 * `sheet.png` (the worst of them), where there is anything to show.
 *
 * @throws WrasseError "folder-not-writable", "disk-full", ...; the signal's reason
 */
export async function writeAudit(directory: string, result: AuditResult, sheet: SheetOptions): Promise<WrittenAudit> {
  await makeFolder(directory);
  await writeAtomically(join(directory, "audit.json"), `${JSON.stringify(result, null, 2)}\n`);
  const rows = result.checks.flatMap(({ suspects }) =>
    suspects.map(({ check, path, label, likelyLabel = "", otherPath = "", score, isConcern, reason }) => ({
      check,
      path,
      label,
      likely_label: likelyLabel,
      other_path: otherPath,
      score: Number(score.toPrecision(6)),
      is_concern: isConcern ? 1 : 0,
      reason,
    })),
  );
  const columns = ["check", "path", "label", "likely_label", "other_path", "score", "is_concern", "reason"];
  await writeAtomically(join(directory, "suspects.csv"), stringify(rows, { header: true, columns }));
  const png = await auditSheet(result.checks, sheet);
  if (png === undefined) return { directory, files: ["audit.json", "suspects.csv"] };
  await writeAtomically(join(directory, "sheet.png"), png);
  return { directory, files: ["audit.json", "suspects.csv", "sheet.png"] };
}
