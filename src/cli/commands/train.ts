import type { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { Config } from "../../config/config.ts";
import type { TrainResult } from "../../train/result.ts";
import { type Call, defineCommand } from "../command.ts";
import { configFlags, configFrom, configOf, configOptions, settingNames } from "../configFlags.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Interruption } from "../interruption.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const trainCommand = defineCommand({
  name: "train",
  summary: "train a classifier on a folder of photos, and test it",
  description:
    "Trains a classifier on photos in one folder for each class (or train/ val/ test/ folders, or a CSV) and tests it once on photos that it never saw. Everything about the run is kept in its folder.",
  args: [{ name: "[photos]", about: "class folders, train/ val/ test/ folders, or a CSV" }],
  flags: [
    ...configFlags(settingNames),
    { flags: "--out <dir>", about: "the run's folder (default: runs/train/NAME)" },
    { flags: "--dry-run", about: "show photos, layers and schedule, and train nothing" },
    { flags: "--resume <dir>", about: "go on with an interrupted run, to the same bits; or with --epochs, further" },
    { flags: "--force", about: "with --resume: go on with a config that differs from the run's" },
    { flags: "--checkpoint-every <seconds>", about: "between checkpoints within an epoch (default: 60)" },
    ...sessionFlags,
  ],
  examples: [
    "wrasse train photos",
    "wrasse train photos --epochs 30 --size 96 --out runs/large",
    "wrasse train photos --model resnet --set optimizer.learningRate=0.002 --set earlyStopping.patience=10",
    "wrasse train --config wrasse.yaml",
    "wrasse train photos --set schedule=one-cycle --dry-run",
    "wrasse train --resume runs/train/photos",
    "wrasse train --resume runs/train/photos --epochs 100",
  ],
  options: trainOptions,
  run: runTraining,
});

type TrainCall = Call<z.output<ReturnType<typeof trainOptions>>>;

function trainOptions(zod: typeof z) {
  return zod.strictObject({
    ...configOptions(zod),
    out: zod.string().min(1).optional(),
    dryRun: zod.boolean().default(false),
    resume: zod.string().min(1).optional(),
    force: zod.boolean().default(false),
    checkpointEvery: zod.coerce.number().min(0).max(86_400).default(60),
    ...sessionOptions(zod),
  });
}

async function runTraining(call: TrainCall): Promise<ExitCode> {
  const { options, output, signal } = call;
  refuseStrayOptions(call);
  const config =
    options.resume === undefined
      ? await configOf(call.args[0], options, {
          at: "wrasse train",
          expected: "PHOTOS, a config with data.path, or --resume DIR",
        })
      : await configOfResumed(call, options.resume);
  if (options.dryRun) return tellDryRun(config!, call);
  const [{ train, resume }, { showTraining }] = await Promise.all([
    import("../../probe/train.ts"),
    import("../screen/showTraining.ts"),
  ]);
  const view = showTraining(output);
  signal.addEventListener("abort", view.stopping);
  const { device, threads, out, force, checkpointEvery } = options;
  let hasStarted = false;
  const work = {
    device,
    threads,
    signal,
    checkpointEveryMs: 1000 * checkpointEvery,
    tell: (event: Parameters<typeof view.tell>[0]) => {
      hasStarted ||= event.type === "start";
      view.tell(event);
    },
  };
  let result: TrainResult;
  try {
    result =
      options.resume === undefined
        ? await train(config!, { ...work, out })
        : await resume(options.resume, { ...work, config, force });
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    view.end();
    return stoppedWhileReading(call);
  } finally {
    view.end();
  }
  return tellResult(result, hasStarted, call);
}

/** What the training would be, without it. */
async function tellDryRun(config: Config, { output, signal }: TrainCall): Promise<ExitCode> {
  const [{ dryRun }, { dryRunText }, { progressLine }] = await Promise.all([
    import("../../train/dryRun.ts"),
    import("../screen/dryRunText.ts"),
    import("../screen/progressLine.ts"),
  ]);
  const reading = progressLine("reading photos", output);
  const plan = await dryRun(config, {
    signal,
    tell: (event) => {
      if (event.type === "decoding") reading.update(event.done, event.total);
      if (event.type === "warning") output.note(`note: ${event.message}`);
    },
  }).finally(reading.end);
  output.text(dryRunText(plan, output));
  output.json({ type: "result", ...plan });
  return exitCodes.done;
}

async function tellResult(result: TrainResult, hasStarted: boolean, { output }: TrainCall): Promise<ExitCode> {
  const { showPath } = await import("../screen/showPath.ts");
  output.json(result);
  if (result.reason === "interrupted") {
    output.note(
      `\nStopped in epoch ${result.epochs + 1}; everything so far is saved. Go on with:\n  wrasse train --resume ${showPath(result.run)}`,
    );
    return exitCodes.interrupted;
  }
  const { trainSummary } = await import("../screen/trainSummary.ts");
  if (!hasStarted) output.note("This run is finished already; nothing was changed.");
  output.text(trainSummary(result, output));
  return exitCodes.done;
}

function stoppedWhileReading({ output }: TrainCall): ExitCode {
  const hint = "type the same command again; photos that were read need not be read again";
  output.json({ type: "error", code: "interrupted", at: "reading photos", hint });
  output.note(`Stopped while reading the photos, before any training. To start again, ${hint}.`);
  return exitCodes.interrupted;
}

/** What a run is to go on with, where anything of its config is given; the run's own photos unless others are named. */
async function configOfResumed(call: TrainCall, run: string): Promise<Config | undefined> {
  const { args, options } = call;
  const isGiven = settingNames.some((name) => options[name] !== undefined) || options.set.length > 0;
  if (args.length === 0 && options.config === undefined && !isGiven) return undefined;
  const [{ readConfigFile }, { readRunConfig }, { runFolder }, { assign }] = await Promise.all([
    import("../../config/load.ts"),
    import("../../train/resumption.ts"),
    import("../../train/runFolder.ts"),
    import("../../config/set.ts"),
  ]);
  const own = await readRunConfig(runFolder(run));
  if (options.config === undefined) return configFrom(own, args[0], options);
  const file = await readConfigFile(options.config);
  const [photos, ownPhotos] = [file, own].map(({ value }) => (value["data"] as { path?: string } | undefined)?.path);
  return configFrom(
    photos === undefined ? { ...file, value: assign(file.value, "data.path", ownPhotos) } : file,
    args[0],
    options,
  );
}

/** Refuses what would be passed over: the folder of a run that has one, and --force where nothing is resumed. */
function refuseStrayOptions({ options }: TrainCall): void {
  if (options.resume !== undefined && options.dryRun) {
    throw new WrasseError("resume-with-options", {
      at: "wrasse train --resume",
      expected: "no --dry-run: what a run will do is shown before it begins",
      got: "--dry-run",
      hint: "leave one of them away; for the run's own schedule, wrasse train --config RUN/config.yaml --dry-run",
    });
  }
  if (options.resume !== undefined && options.out !== undefined) {
    throw new WrasseError("resume-with-options", {
      at: "wrasse train --resume",
      expected: "no --out: the run goes on in its own folder",
      got: `--out ${options.out}`,
      hint: "leave --out away, or start a new run without --resume",
    });
  }
  if (options.resume === undefined && options.force) {
    throw new WrasseError("force-without-resume", {
      at: "--force",
      expected: "--resume DIR beside it",
      got: "--force alone",
      hint: "leave --force away; a new run never writes over another",
    });
  }
}
