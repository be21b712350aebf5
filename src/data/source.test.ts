import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, writeFiles } from "../../test/support/photos.ts";
import { WrasseError } from "../base/errors.ts";
import type { PhotoSource } from "./photo.ts";
import { openSource } from "./source.ts";

/** Opening reads no photo, so that any content will do. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  writeFiles(root, files);
  return root;
}

function listed({ classes, photos }: PhotoSource): string[] {
  return photos.map(({ path, label, split }) => `${path} ${classes[label]}${split === undefined ? "" : ` ${split}`}`);
}

function errorOf(work: () => unknown): WrasseError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(WrasseError);
    return error as WrasseError;
  }
  throw new Error("nothing was thrown");
}

test("class folders: folders are classes, folders below them belong to them, other files are counted", () => {
  const root = folderWith({
    "wrasse/b.JPG": "",
    "wrasse/2021/a.png": "",
    "wrasse/notes.txt": "",
    "angelfish/x.webp": "",
    "labels.csv": "path,label\n",
    ".hidden/y.jpg": "",
    "angelfish/.z.jpg": "",
    "__MACOSX/angelfish/x.jpg": "",
    "loose.jpg": "",
  });
  const source = openSource(root);
  expect(source.classes).toEqual(["angelfish", "wrasse"]);
  expect(listed(source)).toEqual(["angelfish/x.webp angelfish", "wrasse/2021/a.png wrasse", "wrasse/b.JPG wrasse"]);
  expect(source.ignored).toBe(3);
});

test("a folder without photos is no class, and is listed", () => {
  const root = folderWith({ "a/1.jpg": "", "b/1.jpg": "", "docs/readme.md": "" });
  mkdirSync(join(root, "empty"));
  const source = openSource(root);
  expect(source.classes).toEqual(["a", "b"]);
  expect(source.setAside.map(({ path }) => path)).toEqual(["docs", "empty"]);
});

test("links are followed once: a link back to a folder above ends", () => {
  const root = folderWith({ "a/1.jpg": "", "b/1.jpg": "" });
  symlinkSync(join(root, "a"), join(root, "a", "again"));
  symlinkSync(join(root, "nowhere.jpg"), join(root, "b", "2.jpg"));
  expect(listed(openSource(root))).toEqual(["a/1.jpg a", "b/1.jpg b", "b/2.jpg b"]);
});

test("classes named like parts of an object stay classes", () => {
  const root = folderWith({ "constructor/1.jpg": "", "__proto__/1.jpg": "", "train/1.jpg": "" });
  expect(openSource(root).classes).toEqual(["__proto__", "constructor", "train"]);
});

test("split folders: val, valid and validation are one part, others are set aside", () => {
  for (const name of ["val", "valid", "Validation"]) {
    const root = folderWith({
      "train/a/1.jpg": "",
      "train/b/1.jpg": "",
      [`${name}/a/2.jpg`]: "",
      "test/a/3.jpg": "",
      "raw/a/4.jpg": "",
    });
    const source = openSource(root);
    expect(listed(source)).toEqual(
      [`${name}/a/2.jpg a validation`, "test/a/3.jpg a test", "train/a/1.jpg a train", "train/b/1.jpg b train"].sort(),
    );
    expect(source.setAside.map(({ path }) => path)).toEqual(["raw"]);
  }
});

test("a test folder without class folders has no labels, and says so", () => {
  const source = openSource(folderWith({ "train/a/1.jpg": "", "train/b/1.jpg": "", "test/9.jpg": "" }));
  expect(listed(source)).toEqual(["train/a/1.jpg a train", "train/b/1.jpg b train"]);
  expect(source.setAside).toEqual([
    { path: "test", code: "part-without-classes", reason: expect.stringContaining("has a label") },
  ]);
});

test("a CSV gives paths, labels as text, groups, splits and metadata, whatever its line ends", () => {
  const table = [
    "path,label,group,split,length,note",
    'img/1.jpg,007,dive 1,train,12.5,"spotted, small"',
    'img/2.jpg,7,dive 2,val,,"two\nlines"',
    "img/3.jpg,007,,,9,",
  ];
  for (const [end, mark] of [
    ["\n", ""],
    ["\r\n", "\ufeff"],
  ] as const) {
    const root = folderWith({
      "t.csv": mark + table.join(end) + end,
      "img/1.jpg": "",
      "img/2.jpg": "",
      "img/3.jpg": "",
    });
    const { classes, photos } = openSource(join(root, "t.csv"));
    expect(classes).toEqual(["007", "7"]);
    expect(photos).toEqual([
      {
        path: "img/1.jpg",
        label: 0,
        group: "dive 1",
        split: "train",
        metadata: { length: "12.5", note: "spotted, small" },
      },
      {
        path: "img/2.jpg",
        label: 1,
        group: "dive 2",
        split: "validation",
        metadata: { length: "", note: "two\nlines" },
      },
      { path: "img/3.jpg", label: 0, metadata: { length: "9", note: "" } },
    ]);
  }
});

test("a table is read as spreadsheets write it: semicolons or tabs, UTF-16, names of columns in words", () => {
  const table = ['File Name;Species;"length, cm"', '"img/1.jpg";Girelle royale;"12,5"', "img/2.jpg;doré;9,0"].join(
    "\r\n",
  );
  const tabs = table.replaceAll(";", "\t");
  for (const content of [table, `\ufeff${table}`, tabs, Buffer.from(`\ufeff${tabs}`, "utf16le")]) {
    const root = temporaryFolder();
    writeFiles(root, { "t.csv": content, "img/1.jpg": "", "img/2.jpg": "" });
    const { classes, photos, setAside } = openSource(join(root, "t.csv"));
    expect(classes).toEqual(["Girelle royale", "doré"]);
    expect(photos.map(({ metadata }) => metadata)).toEqual([{ "length, cm": "12,5" }, { "length, cm": "9,0" }]);
    expect(setAside).toEqual([]);
  }
});

test("a table in another encoding than UTF-8 is refused, not garbled", () => {
  const root = temporaryFolder();
  writeFiles(root, { "t.csv": Buffer.from("path,label\nimg/1.jpg,doré\n", "latin1"), "img/1.jpg": "" });
  const error = errorOf(() => openSource(join(root, "t.csv")));
  expect(error.code).toBe("csv-unreadable");
  expect(error.details.expected).toBe("text in UTF-8");
});

test("rows that cannot be used are set aside with their line", () => {
  const root = folderWith({
    "t.csv":
      "image,species\n1.jpg,a\n1.jpg,a\n./1.jpg,b\nnone.jpg,a\n2.jpg,\n,a\n../out.jpg,a\n/etc/passwd,a\nlink.jpg,b\n2.jpg,b\n",
    "1.jpg": "",
    "2.jpg": "",
  });
  symlinkSync("/etc/passwd", join(root, "link.jpg"));
  const source = openSource(join(root, "t.csv"));
  expect(listed(source)).toEqual(["1.jpg a"]);
  expect(source.setAside.map(({ path, code, reason }) => `${path} ${code}: ${reason}`)).toMatchInlineSnapshot(`
    [
      "1.jpg row-repeated: listed before on line 2, which counts (line 3)",
      "./1.jpg row-repeated: listed before on line 2, which counts (line 4)",
      "none.jpg photo-missing: no such file (line 5)",
      " path-empty: no path (line 7)",
      "../out.jpg path-outside: leads out of the photos' folder (line 8)",
      "/etc/passwd path-outside: leads out of the photos' folder (line 9)",
      "link.jpg path-outside: is a link that leads out of the photos' folder (line 10)",
      "2.jpg row-repeated: listed before on line 6, which counts (line 11)",
      "2.jpg label-empty: no label on line 6",
    ]
  `);
});

test("metadata.csv in a folder is read, other CSVs are not", () => {
  const files = { "a/1.jpg": "", "b/1.jpg": "", "other.csv": "path,label\n" };
  const root = folderWith({ ...files, "metadata.csv": "file_name,label\na/1.jpg,x\nb/1.jpg,y\n" });
  expect(listed(openSource(root))).toEqual(["a/1.jpg x", "b/1.jpg y"]);
  expect(listed(openSource(folderWith(files)))).toEqual(["a/1.jpg a", "b/1.jpg b"]);
});

test("without a label column the folder is the label, without a split column part folders are the split", () => {
  const root = folderWith({
    "train/a/1.jpg": "",
    "test/b/1.jpg": "",
    "metadata.csv": "file_name,length\ntrain/a/1.jpg,3\ntest/b/1.jpg,4\n",
  });
  const source = openSource(root);
  expect(listed(source)).toEqual(["test/b/1.jpg b test", "train/a/1.jpg a train"]);
  expect(source.photos[0]!.metadata).toEqual({ length: "4" });
});

test("a metadata.csv within each part is read as Hugging Face has it", () => {
  const root = folderWith({
    "train/1.jpg": "",
    "train/2.jpg": "",
    "train/metadata.csv": "file_name,label\n1.jpg,a\n2.jpg,b\nnone.jpg,b\n",
    "test/1.jpg": "",
    "test/metadata.csv": "file_name,label\n1.jpg,b\n",
  });
  const source = openSource(root);
  expect(listed(source)).toEqual(["test/1.jpg b test", "train/1.jpg a train", "train/2.jpg b train"]);
  expect(source.setAside.map(({ path }) => path)).toEqual(["train/none.jpg"]);
});

test("columns may be named, and a name that is not there is answered with the nearest", () => {
  const root = folderWith({ "t.csv": "photo,kind\n1.jpg,a\n", "1.jpg": "" });
  const csv = join(root, "t.csv");
  expect(listed(openSource(csv, { columns: { path: "photo", label: "kind" } }))).toEqual(["1.jpg a"]);
  const missing = errorOf(() => openSource(csv, { columns: { path: "photos", label: "kind" } }));
  expect(missing.code).toBe("column-missing");
  expect(missing.details.hint).toBe('did you mean "photo"?');
  expect(errorOf(() => openSource(csv)).details.hint).toBe("rename the column, or name it with data.columns.path");
});

test("paths of a table start from the folder of photos that is named, and stay in it", () => {
  const root = folderWith({ "tables/t.csv": "path,label\n1.jpg,a\n../2.jpg,a\n", "photos/1.jpg": "", "2.jpg": "" });
  const csv = join(root, "tables", "t.csv");
  const source = openSource(csv, { photos: join(root, "photos") });
  expect([source.root, ...listed(source)]).toEqual([join(root, "photos"), "1.jpg a"]);
  expect(source.setAside.map(({ code }) => code)).toEqual(["path-outside"]);
  expect(errorOf(() => openSource(csv, { photos: join(root, "nowhere") })).code).toBe("data-not-found");
  expect(errorOf(() => openSource(join(root, "photos"), { photos: root })).code).toBe("option-invalid");
});

test("a broken table is an error that names the line", () => {
  const opened = (table: string): WrasseError => {
    const root = folderWith({ "t.csv": table, "1.jpg": "" });
    return errorOf(() => openSource(join(root, "t.csv")));
  };
  expect(opened("path,label\n1.jpg,a,extra\n").code).toBe("csv-unreadable");
  expect(opened("path,label\n1.jpg,a,extra\n").message).toContain("line 2");
  expect(opened('path,label\n"1.jpg,a\n').code).toBe("csv-unreadable");
  expect(opened("path,label,label\n1.jpg,a,b\n").details.got).toBe('"label" twice');
  expect(opened("").code).toBe("column-missing");
  expect(opened("path,label\n").code).toBe("no-photos");
  expect(opened("path,label,split\n1.jpg,a,trian\n").details.hint).toBe('did you mean "train"?');
});

test("what holds no photos is an error that says what was found", () => {
  const root = temporaryFolder();
  expect(errorOf(() => openSource(join(root, "missing"))).code).toBe("data-not-found");
  expect(errorOf(() => openSource(root)).code).toBe("no-photos");
  writeFiles(root, { "1.jpg": "", "2.png": "", "notes.txt": "" });
  const loose = errorOf(() => openSource(root));
  expect(loose.details.got).toBe("2 photos that lie in no class folder, 1 other files");
  expect(loose.details.hint).toBe("move the photos into one folder for each class");
  expect(errorOf(() => openSource(join(root, "notes.txt"))).code).toBe("data-kind-unknown");
});
