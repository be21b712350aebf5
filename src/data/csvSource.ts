import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { closest } from "fastest-levenshtein";
import { WrasseError } from "../base/errors.ts";
import { partNamed } from "./partNames.ts";
import { type FoundPhotos, labelled, type NamedPhoto, type Part, type PhotoSource, type SetAside } from "./photo.ts";

/** Names of the columns that mean something, where they are not the usual ones. */
export interface CsvColumns {
  readonly path?: string | undefined;
  readonly label?: string | undefined;
  readonly group?: string | undefined;
  readonly split?: string | undefined;
}

const USUAL_NAMES: Readonly<Record<keyof CsvColumns, readonly string[]>> = {
  path: ["path", "file_name", "filename", "file", "image", "image_path"],
  label: ["label", "class", "species"],
  group: ["group"],
  split: ["split"],
};

interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Photos listed by a CSV with a header line: a path relative to the photos' folder, a label, and if wanted a group and a
 * split ("train", "val", "test"). Other columns are metadata. Without a label column (Hugging Face's metadata.csv beside
 * class folders) the label is the name of the folder that the photo lies in; without a split column the split is the first
 * folder of the path, where that is called train, val or test in every row.
 *
 * UTF-8, or UTF-16 with its byte-order mark; commas, semicolons or tabs, as the header has them; any line ends; quoted
 * fields; a label stays text ("007"). A row is set aside, with its line, where its file is missing or listed before, its label empty, or its path leads out of that folder.
 *
 * @param columns names of columns that differ from the usual: path, file_name, filename, file, image or image_path;
 *   label, class or species; group; split (capital letters, and spaces or hyphens for "_", make no difference)
 * @param photos the folder that paths start from and stay in; default: the CSV's own
 * @throws WrasseError "csv-unreadable", "column-missing", "split-unknown"
 */
export function csvSource(csvPath: string, columns: CsvColumns = {}, photos = dirname(csvPath)): PhotoSource {
  const found = readCsv(csvPath, columns, photos);
  return {
    root: resolve(photos),
    ...labelled(found.photos),
    ignored: found.ignored,
    setAside: found.setAside,
  };
}

/** As `csvSource`, with the classes still as names; paths are relative to the photos' folder. */
export function readCsv(csvPath: string, columns: CsvColumns, photosFolder = dirname(csvPath)): FoundPhotos {
  const root = resolve(photosFolder);
  const { names, rows } = readRows(csvPath);
  const pathColumn = findColumn("path", names, columns, csvPath);
  if (pathColumn === undefined) throw columnMissing("path", names, csvPath);
  const labelColumn = findColumn("label", names, columns, csvPath);
  const groupColumn = findColumn("group", names, columns, csvPath);
  const splitColumn = findColumn("split", names, columns, csvPath);
  const special = new Set([pathColumn, labelColumn, groupColumn, splitColumn]);
  const metadataColumns = names.filter((name) => !special.has(name));

  const located = locate(root, rows, pathColumn);
  const hasPartFolders = splitColumn === undefined && located.rows.length > 0 && located.rows.every(hasPartFolder);
  const setAside: SetAside[] = [...located.setAside];
  const photos: NamedPhoto[] = [];
  for (const { row, path } of located.rows) {
    const folders = path.split("/").slice(0, -1);
    if (labelColumn === undefined && folders.length === 0) throw columnMissing("label", names, csvPath);
    const className = labelColumn === undefined ? folders.at(-1)! : row.cells[labelColumn]!.trim();
    if (className === "") {
      setAside.push({ path, code: "label-empty", reason: `no label on line ${row.line}` });
      continue;
    }
    const group = groupColumn === undefined ? "" : row.cells[groupColumn]!.trim();
    const split = hasPartFolders
      ? partNamed(folders[0]!)
      : splitOf(splitColumn === undefined ? "" : row.cells[splitColumn]!, row.line, csvPath);
    photos.push({
      path,
      className,
      metadata: Object.fromEntries(metadataColumns.map((name) => [name, row.cells[name]!])),
      ...(group === "" ? {} : { group }),
      ...(split === undefined ? {} : { split }),
    });
  }
  return { photos, ignored: 0, setAside };
}

/** A table of facts about photos: what a row says, and which photo it is about. */
export interface PhotoTable {
  /** The header, without the column of paths. */
  readonly names: readonly string[];
  /** Each row's path as written, and its line; rows without a path are left out. */
  readonly rows: readonly { readonly path: string; readonly line: number; readonly cells: Row["cells"] }[];
}

/**
 * The rows of a CSV with a column of paths; no file is looked for.
 * @throws WrasseError "data-not-found", "csv-unreadable", "column-missing"
 */
export function readPhotoTable(csvPath: string): PhotoTable {
  if (!existsSync(csvPath)) {
    throw new WrasseError("data-not-found", {
      at: csvPath,
      expected: "a CSV with a column of paths",
      got: "nothing at that path",
      hint: "check the spelling, and the folder that you are in",
    });
  }
  const { names, rows } = readRows(csvPath);
  const pathColumn = findColumn("path", names, {}, csvPath);
  if (pathColumn === undefined) throw columnMissing("path", names, csvPath);
  return {
    names: names.filter((name) => name !== pathColumn),
    rows: rows.flatMap(({ line, cells }) => {
      const path = cells[pathColumn]!.trim();
      return path === "" ? [] : [{ path, line, cells }];
    }),
  };
}

function readRows(csvPath: string): { names: string[]; rows: Row[] } {
  let names: string[] = [];
  try {
    const text = readText(csvPath);
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      columns: (header: string[]) => {
        names = header.map((name) => name.trim());
        return names;
      },
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    const repeated = names.find((name, i) => names.indexOf(name) !== i);
    if (repeated !== undefined) throw repeatedColumn(repeated, csvPath);
    return { names, rows: records.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new WrasseError("csv-unreadable", {
      at: csvPath,
      expected: "a header line, then rows with as many fields as the header",
      got: cause.message,
      hint: "repair that line, or export the table again as comma-separated UTF-8",
      cause,
    });
  }
}

/** The text of a table, without a byte-order mark. Bytes that are no text of that encoding would garble names silently. */
function readText(csvPath: string): string {
  const bytes = readFileSync(csvPath);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WrasseError("csv-unreadable", {
      at: csvPath,
      expected: "text in UTF-8",
      got: "bytes of another encoding (Windows-1252, Latin-1, ...)",
      hint: 'save the table again, in Excel as "CSV UTF-8"',
      cause,
    });
  }
}

/** What parts the fields: of comma, semicolon (Excel where the comma is decimal) and tab, the one the header has most of. */
function delimiterOf(text: string): string {
  const header = text
    .trimStart()
    .split(/\r?\n|\r/, 1)[0]!
    .replaceAll(/"[^"]*"/g, "");
  const countOf = (delimiter: string): number => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (countOf(other) > countOf(best) ? other : best));
}

/** The column for a meaning: the one the caller names, else the first of the usual names that is there. */
function findColumn(
  meaning: keyof CsvColumns,
  names: readonly string[],
  columns: CsvColumns,
  csvPath: string,
): string | undefined {
  const asked = columns[meaning];
  if (asked !== undefined) {
    if (names.includes(asked)) return asked;
    throw missingColumn(asked, names, csvPath);
  }
  for (const usual of USUAL_NAMES[meaning]) {
    const found = names.find((name) => name.toLowerCase().replaceAll(/[\s-]+/g, "_") === usual);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An error for a column that was asked for by name and is not there. */
function missingColumn(asked: string, names: readonly string[], at: string): WrasseError {
  return new WrasseError("column-missing", {
    at,
    expected: `a column "${asked}"`,
    got: `the columns ${names.join(", ") || "(none)"}`,
    ...(names.length === 0 ? {} : { hint: `did you mean "${closest(asked, [...names])}"?` }),
  });
}

function columnMissing(meaning: "path" | "label", names: readonly string[], csvPath: string): WrasseError {
  const usual = USUAL_NAMES[meaning];
  return new WrasseError("column-missing", {
    at: csvPath,
    expected: `a column for the ${meaning}: ${usual.join(", ")}`,
    got: `the columns ${names.join(", ") || "(none)"}`,
    hint: `rename the column, or name it with data.columns.${meaning}`,
  });
}

function repeatedColumn(name: string, csvPath: string): WrasseError {
  return new WrasseError("csv-unreadable", {
    at: csvPath,
    expected: "each column name once",
    got: `"${name}" twice`,
    hint: "rename one of the two columns",
  });
}

interface LocatedRow {
  readonly row: Row;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
}

/** Finds each row's file below the root; what is not there, leads elsewhere or comes twice is set aside. */
function locate(root: string, rows: readonly Row[], pathColumn: string): { rows: LocatedRow[]; setAside: SetAside[] } {
  const realRoot = realpathSync(root);
  const lineOf = new Map<string, number>();
  const located: LocatedRow[] = [];
  const setAside: SetAside[] = [];
  for (const row of rows) {
    const written = row.cells[pathColumn]!.trim();
    const problem = (code: string, reason: string): void => {
      setAside.push({ path: written, code, reason: `${reason} (line ${row.line})` });
    };
    if (written === "") {
      problem("path-empty", "no path");
      continue;
    }
    const absolute = resolve(root, written.replaceAll("\\", "/"));
    const path = relative(root, absolute).split(sep).join("/");
    if (leadsOut(path)) {
      problem("path-outside", "leads out of the photos' folder");
      continue;
    }
    let real: string;
    try {
      real = realpathSync(absolute);
    } catch {
      problem("photo-missing", "no such file");
      continue;
    }
    if (leadsOut(relative(realRoot, real))) {
      problem("path-outside", "is a link that leads out of the photos' folder");
      continue;
    }
    const before = lineOf.get(path);
    if (before !== undefined) {
      problem("row-repeated", `listed before on line ${before}, which counts`);
      continue;
    }
    lineOf.set(path, row.line);
    located.push({ row, path });
  }
  return { rows: located, setAside };
}

function leadsOut(path: string): boolean {
  return path === "" || path === ".." || path.startsWith("../") || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function hasPartFolder({ path }: LocatedRow): boolean {
  return path.includes("/") && partNamed(path.slice(0, path.indexOf("/"))) !== undefined;
}

function splitOf(cell: string, line: number, csvPath: string): Part | undefined {
  if (cell.trim() === "") return undefined;
  const part = partNamed(cell);
  if (part !== undefined) return part;
  throw new WrasseError("split-unknown", {
    at: `${csvPath}:${line}`,
    expected: "train, validation (or val, valid), test, or nothing",
    got: cell,
    hint: `did you mean "${closest(cell.toLowerCase(), ["train", "validation", "test"])}"?`,
  });
}

/** Hugging Face's name for the table beside the photos. */
export function metadataCsv(root: string): string {
  return join(root, "metadata.csv");
}
