import { join } from "node:path";
import { writeAtomically } from "../base/files.ts";
import { casePage } from "./casePage.ts";
import type { Language } from "./lang/index.ts";
import { readCaseStory, readRunFiles } from "./runFiles.ts";
import { runPage } from "./runPage.ts";

export interface ReportOptions {
  /** The page's file; default report.html in the folder. */
  readonly out?: string | undefined;
  /** The language that is shown first; both are in the page. */
  readonly language?: Language | undefined;
}

export interface Report {
  /** The file. */
  readonly page: string;
  readonly of: "run" | "case";
  /** A run's: whether it is finished, and what else was there to tell of. */
  readonly has: { readonly result: boolean; readonly diagnosis: boolean; readonly treatment: boolean };
}

/**
 * Writes the page of a run, or of a case where the folder is one's, as one HTML file in both languages.
 *
 * @throws WrasseError "run-not-found", "run-without-record", "file-not-readable", those of reading a record and of writing a file
 */
export async function reportRun(path: string, { out, language }: ReportOptions = {}): Promise<Report> {
  const page = out ?? join(path, "report.html");
  const story = await readCaseStory(path);
  if (story !== undefined) {
    await writeAtomically(page, casePage(story, { language }));
    return { page, of: "case", has: { result: true, diagnosis: true, treatment: true } };
  }
  const files = await readRunFiles(path);
  await writeAtomically(page, runPage(files, { language }));
  const { result, diagnosis, treatment } = files;
  return {
    ...{ page, of: "run" },
    has: { result: result !== undefined, diagnosis: diagnosis !== undefined, treatment: treatment !== undefined },
  };
}
