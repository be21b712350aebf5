import type { TrainEvent } from "../../train/events.ts";
import { count, duration, figure, percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { bar } from "./bar.ts";
import { drawCurves } from "./curves.ts";
import { LiveBlock } from "./liveBlock.ts";
import { Pace } from "./pace.ts";
import { progressLine } from "./progressLine.ts";
import { startLines, type TrainingView } from "./trainingView.ts";
import { padded } from "./visibleWidth.ts";

type Epoch = Extract<TrainEvent, { type: "epoch" }>;
type Step = Extract<TrainEvent, { type: "step" }>;

const frameMs = 80;
/** Lines of the charts, less one, where the window has room for them; multiples of 4. */
const chartHeights = [12, 8];
/** Lines of a chart besides: its title, its lowest line, and the numbers of the epochs. */
const aroundChart = 3;

/** What the block shows. */
interface Shown {
  readonly history: Epoch[];
  readonly pace: Pace;
  step: Step | undefined;
  /** Mean loss of the epoch under way. */
  loss: number | undefined;
  /** The last line: what can be done, or what is being done. */
  hint: string;
}

/** A training drawn in place at the bottom of a terminal: progress, figures, and the curves of loss and accuracy. */
export function liveTraining(output: Output): TrainingView {
  const colours = output.errorColours;
  const block = new LiveBlock(process.stderr);
  const decoding = progressLine("reading photos", output);
  const shown: Shown = {
    history: [],
    pace: new Pace(() => performance.now() / 1000),
    step: undefined,
    loss: undefined,
    hint: "Ctrl-C stops after this step, with everything saved",
  };
  let drawnAt = -Infinity;
  const draw = (): void => {
    if (shown.step === undefined && shown.history.length === 0) return;
    drawnAt = performance.now();
    block.draw(frame(shown, block.size, colours));
  };
  process.stderr.on("resize", draw);
  return {
    tell(event) {
      switch (event.type) {
        case "decoding":
          decoding.update(event.done, event.total);
          return;
        case "start": {
          decoding.end();
          const [first, ...others] = startLines(event);
          block.print([colours.bold(first!), ...others.map(colours.dim)].join("\n"));
          return;
        }
        case "warning":
          block.print(`${colours.yellow("note:")} ${event.message}`);
          return;
        case "step": {
          const { epoch, step, stepsPerEpoch, photos, epochs, loss } = event;
          const isNew = shown.step?.epoch !== epoch;
          const before = isNew ? 0 : shown.step!.photos;
          shown.loss = ((isNew ? 0 : shown.loss! * before) + loss * (photos - before)) / photos;
          shown.step = event;
          shown.pace.step(epoch, step / stepsPerEpoch, photos, epochs);
          if (performance.now() - drawnAt >= frameMs) draw();
          return;
        }
        case "epoch":
          shown.history.push(event);
          draw();
          return;
        case "evaluating":
          shown.hint = `looking at the ${event.part} photos`;
          draw();
          return;
        case "stopping":
          return;
        default:
          event satisfies never;
      }
    },
    stopping() {
      shown.hint = "Stopping after this step; everything is being saved. Ctrl-C again ends at once";
      draw();
    },
    end() {
      process.stderr.off("resize", draw);
      decoding.end();
      shown.hint = "";
      draw();
      block.end();
    },
  };
}

/** The whole block, line by line. */
function frame(shown: Shown, { columns, rows }: LiveBlock["size"], colours: Output["colours"]): string[] {
  const top = ["", progress(shown, columns, colours), "", ...figures(shown, colours), ""];
  const bottom = shown.hint === "" ? [] : ["", ` ${colours.dim(shown.hint)}`];
  const room = columns < 60 ? 0 : rows - 1 - top.length - bottom.length - aroundChart;
  const height = chartHeights.find((lines) => lines <= room);
  return [...top, ...(height === undefined ? [] : charts(shown, columns, height, colours)), ...bottom];
}

function progress({ step, history, pace }: Shown, columns: number, colours: Output["colours"]): string {
  const last = history.at(-1);
  const epochs = (step ?? last)!.epochs;
  const epoch = Math.max(step?.epoch ?? 0, last?.epoch ?? 0);
  const done = step === undefined ? epoch : step.epoch - 1 + step.step / step.stepsPerEpoch;
  const { imagesPerSecond: speed, secondsLeft: left } = pace;
  const tail = [
    step === undefined ? "" : `step ${step.step}/${step.stepsPerEpoch}`,
    speed === undefined ? "" : `${count(speed)} images/s`,
    left === undefined || done >= epochs ? "" : `${duration(left)} left`,
  ].filter((part) => part !== "");
  const head = ` ${colours.bold(`epoch ${epoch}/${epochs}`)}  `;
  const tailText = tail.join("   ");
  const room = columns - 60;
  return `${head}${bar(done / epochs, Math.max(10, Math.min(40, room)), colours)}  ${tailText}`;
}

/** A small table: train, validation, and the best epoch so far. */
function figures({ history, loss, step }: Shown, { dim, cyan, yellow, green }: Output["colours"]): string[] {
  const last = history.at(-1);
  const best = history.findLast((epoch) => epoch.best);
  const isUnderWay = step !== undefined && step.epoch > (last?.epoch ?? 0);
  const row = (name: string, train: string, validation: string, bestText: string): string =>
    ` ${padded(name, 10)}${train.padStart(10)}${validation.padStart(14)}   ${green(bestText)}`;
  const note = best === undefined ? "" : `   ${green(`best (epoch ${best.epoch})`)}`;
  return [
    ` ${padded("", 10)}${cyan("train".padStart(10))}${yellow("validation".padStart(14))}${note}`,
    row(
      dim("loss"),
      figure(isUnderWay ? loss : last?.loss),
      figure(last?.validationLoss),
      best === undefined ? "" : figure(best.validationLoss),
    ),
    row(
      dim("accuracy"),
      percent(last?.accuracy),
      percent(last?.validationAccuracy),
      best === undefined ? "" : percent(best.validationAccuracy),
    ),
  ];
}

/** The curves of loss and accuracy, side by side. */
function charts({ history, step }: Shown, columns: number, height: number, colours: Output["colours"]): string[] {
  const epochs = (step ?? history.at(-1))!.epochs;
  const width = Math.min(60, Math.floor((columns - 6) / 2));
  const losses = history.flatMap(({ loss, validationLoss }) => [loss, validationLoss ?? 0]);
  const loss = drawCurves(
    {
      train: history.map((epoch) => epoch.loss),
      validation: history.map((epoch) => epoch.validationLoss),
      epochs,
      top: roundUp(Math.max(...losses, 0)),
      label: (value) => value.toFixed(2).padStart(6),
    },
    width,
    height,
    colours,
  );
  const accuracy = drawCurves(
    {
      train: history.map((epoch) => epoch.accuracy),
      validation: history.map((epoch) => epoch.validationAccuracy),
      epochs,
      top: 1,
      label: (value) => percent(value, 0).padStart(6),
    },
    width,
    height,
    colours,
  );
  const legend = colours.isColorSupported ? "" : " (validation dotted)";
  const title = `${padded(` ${colours.dim(`  loss by epoch${legend}`)}`, width + 3)}${colours.dim("  accuracy by epoch")}`;
  return [title, ...loss.map((line, row) => ` ${padded(line, width + 2)}${accuracy[row] ?? ""}`)];
}

/** The next number whose quarters are round. */
function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10].find((step) => step * power >= value)!;
}
