/**
 * `npm run bench`: measures Wrasse beside its peers in one run, by turns, and writes bench/RESULTS.md.
 * `npm run bench -- step`, `end-to-end`, `aquarium`, `tensorflow-js` or `memory` measures one of them; see --help.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { benchAquarium } from "./aquarium.ts";
import { benchEndToEnd } from "./endToEnd.ts";
import { benchMemory } from "./memory.ts";
import { type Findings, markdownSection, terminalTable, type Versions, writeSection } from "./report.ts";
import { benchStep, stepModels } from "./step.ts";
import { benchTensorflowJs } from "./tensorflowJs.ts";

const help = `npm run bench -- [WHAT...] [OPTIONS]

WHAT  step            a training step against PyTorch in both memory layouts
      end-to-end      a whole training on folders of photos against a torchvision script
      aquarium        generated pictures a second
      tensorflow-js   a training step on TensorFlow.js' CPU backend (minutes)
      memory          the most memory that a training on 20,000 large photos takes (half an hour)
      all but memory when left out

OPTIONS
  --json              one JSON object a line on standard output; bench/RESULTS.md stays as it is
  --rounds N          turns of each side in "step" (default 8)
  --repetitions N     whole trainings of each side in "end-to-end" (default 3)
  --epochs N          epochs in "end-to-end" (default 30)
  --models A,B        models in "step" (default ${stepModels.map(({ name }) => name).join(",")})
  --threads N         threads of each side (default: the cores, here ${availableParallelism()})
  --photos FOLDER     another folder of classes for "end-to-end"
  --count N           photos in "memory" (default 20000)
  --scratch FOLDER    where "memory" keeps its photos for the next time (default: a new folder, removed at the end)
`;

const resultsPath = "bench/RESULTS.md";
const benchmarks = ["step", "end-to-end", "aquarium", "tensorflow-js", "memory"] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    rounds: { type: "string", default: "8" },
    repetitions: { type: "string", default: "3" },
    epochs: { type: "string", default: "30" },
    models: { type: "string", default: stepModels.map(({ name }) => name).join(",") },
    threads: { type: "string", default: String(availableParallelism()) },
    photos: { type: "string" },
    count: { type: "string", default: "20000" },
    scratch: { type: "string" },
  },
});

function refuse(message: string): never {
  process.stderr.write(`bench: ${message}\n\n${help}`);
  process.exit(2);
}

function wholeNumber(option: "rounds" | "repetitions" | "epochs" | "threads" | "count"): number {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1) refuse(`--${option} is a whole number from 1, got ${values[option]}`);
  return number;
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function measure(what: (typeof benchmarks)[number]): Promise<{ findings: Findings; versions: Versions }> {
  switch (what) {
    case "step":
      return benchStep(
        { models: values.models.split(","), rounds: wholeNumber("rounds"), threads: wholeNumber("threads") },
        progress,
      );
    case "end-to-end":
      return benchEndToEnd(
        {
          repetitions: wholeNumber("repetitions"),
          epochs: wholeNumber("epochs"),
          threads: wholeNumber("threads"),
          photos: values.photos,
        },
        progress,
      );
    case "aquarium":
      return { findings: await benchAquarium(progress), versions: {} };
    case "tensorflow-js":
      return { findings: await benchTensorflowJs(progress), versions: {} };
    case "memory": {
      const options = { photos: wholeNumber("count"), threads: wholeNumber("threads"), folder: values.scratch };
      return { findings: await benchMemory(options, progress), versions: {} };
    }
  }
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const unknown = positionals.find((what) => !benchmarks.some((known) => known === what));
  if (unknown !== undefined) refuse(`there is no benchmark ${unknown}`);
  const unknownModel = values.models.split(",").find((model) => !stepModels.some(({ name }) => name === model));
  if (unknownModel !== undefined) refuse(`there is no model ${unknownModel} in "step"`);
  const chosen = benchmarks.filter((what) =>
    positionals.length === 0 ? what !== "memory" : positionals.includes(what),
  );
  const command = `npm run bench -- ${process.argv.slice(2).join(" ")}`.replace(/ -- $/, "");
  for (const what of chosen) {
    const { findings, versions } = await measure(what);
    if (values.json) {
      for (const record of findings.records) process.stdout.write(`${JSON.stringify(record)}\n`);
    } else {
      process.stdout.write(`\n${terminalTable(findings)}`);
      writeSection(resultsPath, markdownSection(findings, command, versions));
    }
  }
  if (!values.json) process.stdout.write(`\nWritten to ${resultsPath}\n`);
}

await main();
