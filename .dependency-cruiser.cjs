/**
 * The house's one-way arrows: a folder of src/ imports only folders that stand before it in `folders`.
 * tools/arrows.test.ts shows that each rule really refuses what it forbids.
 */
const folders = [
  "base",
  "graph",
  "runtime",
  "nn",
  "data",
  "config",
  "train",
  "audit",
  "probe",
  "diagnose",
  "treat",
  "explain",
  "report",
  "serve",
  "cli",
];

const tests = "\\.test\\.ts$";
/** A folder's own files, without its tests, which may import whatever they compare with. */
const sourcesOf = (folder) => ({ path: `^src/${folder}/`, pathNot: tests });

const arrows = folders.slice(0, -1).map((folder, position) => ({
  name: `${folder}-imports-only-folders-before-it`,
  comment: `src/${folder}/ stands before these folders, so it cannot import them.`,
  severity: "error",
  from: sourcesOf(folder),
  to: { path: `^src/(${folders.slice(position + 1).join("|")})/` },
}));

/** Who may import a package: the day it dies, these files change. */
const importers = {
  "onnx-buf": "^src/graph/onnx\\.ts$",
  "@bufbuild/protobuf": "^src/graph/onnx\\.ts$",
  "onnxruntime-node": "^src/runtime/",
  sharp: "^src/(data/|train/charts)",
  "csv-parse": "^src/(data|diagnose/importers)/",
  "@observablehq/plot": "^src/(train/charts|report/)",
  linkedom: "^src/(train/charts|report/)",
  commander: "^src/cli/",
  "@bomb.sh/tab": "^src/cli/",
  "@clack/prompts": "^src/cli/",
  asciichart: "^src/cli/",
  "cli-table3": "^src/cli/",
  picocolors: "^src/cli/",
};

const packages = Object.entries(importers).map(([name, path]) => ({
  name: `few-files-import-${name}`,
  comment: `${name} is imported only by ${path}, so that it can be replaced in one place.`,
  severity: "error",
  from: { path: "^src/", pathNot: [path, tests] },
  to: { path: `node_modules/${name}/` },
}));

module.exports = {
  forbidden: [
    ...arrows,
    ...packages,
    {
      name: "known-folders-only",
      comment: "A new folder of src/ gets its place in the list of folders first.",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: `^src/(${folders.join("|")})/` },
      to: {},
    },
    {
      name: "nobody-imports-the-public-surface",
      comment: "src/index.ts is for users of the package; inside, import the file that has it.",
      severity: "error",
      from: { path: "^src/", pathNot: tests },
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "the-public-surface-has-no-commands",
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: "^src/cli/" },
    },
    {
      name: "sources-import-no-tests-and-no-tools",
      severity: "error",
      from: { path: "^src/", pathNot: tests },
      to: { path: ["^(test|tools|bench|examples)/", tests] },
    },
    {
      name: "no-cycles",
      comment:
        "Operators may name each other: their gradients are made of operators, and are called long after loading.",
      severity: "error",
      from: { pathNot: "^src/graph/ops/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "cycles-of-operators-stay-among-operators",
      severity: "error",
      from: { path: "^src/graph/ops/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] }, via: { pathNot: "^src/graph/ops/" } },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "sources-use-no-development-packages",
      severity: "error",
      from: { path: "^src/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { conditionNames: ["import", "node", "default", "types"], exportsFields: ["exports"] },
  },
};
