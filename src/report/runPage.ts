import { median } from "../base/averages.ts";
import type { Evaluation } from "../train/metrics/evaluate.ts";
import { byLayer, epochsOf, type Point, series, seriesOf } from "../train/record/record.ts";
import type { Accepted, Figure } from "../treat/treatment/treatment.ts";
import { smallLines, wideLines } from "./charts/lines.ts";
import { inks } from "./charts/marks.ts";
import { recalls } from "./charts/recalls.ts";
import { configDiff } from "./configDiff.ts";
import { confusion } from "./confusion.ts";
import { figure, type LegendEntry } from "./figure.ts";
import { findingsOf } from "./findings.ts";
import { type Html, html } from "./html.ts";
import { type Language, type Words, wordsOf } from "./lang/index.ts";
import type { Measured } from "./lang/told.ts";
import { makePage, type PageOptions, type PageText, type Section } from "./page.ts";
import type { RunFiles } from "./runFiles.ts";
import { table } from "./table.ts";

/** The page of a run: how it went, its curves, what was found and tried, class by class, and the inside of the net. */
export function runPage(files: RunFiles, options: PageOptions = {}): string {
  return makePage((language) => textIn(files, language), options);
}

function textIn(files: RunFiles, language: Language): PageText {
  const words = wordsOf(language);
  const looked = lookedAt(files);
  return {
    title: words.run.title(files.name),
    lead: lead(files, words, looked),
    sections: [
      curves(files, words),
      diagnosis(files, words),
      treatment(files, words),
      ...(looked === undefined ? [] : [classes(words, looked), confusions(words, looked)]),
      layers(files, words),
      calibration(files, words),
      setup(files, words),
    ].filter(({ body }) => body.length > 0),
    foot: [html`${words.run.foot}`],
  };
}

/** The photos that the figures are of: the test part where it was looked at, else validation, else training. */
interface Looked {
  readonly part: "test" | "validation" | "train";
  readonly evaluation: Evaluation;
}

function lookedAt({ result }: RunFiles): Looked | undefined {
  for (const part of ["test", "validation", "train"] as const) {
    const evaluation = result?.[part];
    if (evaluation != null) return { part, evaluation };
  }
  return undefined;
}

function measured({ accuracy, accuracyInterval, n }: Evaluation): Measured {
  return { value: accuracy, interval: accuracyInterval, n };
}

function lead(files: RunFiles, words: Words, looked: Looked | undefined): Html[] {
  const { result, record, diagnosis: found } = files;
  const { run, numbers } = words;
  const said =
    result === undefined || result.reason === "interrupted"
      ? run.unfinished(epochsOf(record), record.facts.epochs)
      : run.reason[result.reason](result.epochs, result.bestEpoch);
  const tiles = (["test", "validation", "train"] as const).flatMap((part) => {
    const evaluation = result?.[part];
    if (evaluation == null) return [];
    const { value, interval, n } = measured(evaluation);
    return [
      html`<li><strong>${numbers.percent(value)}</strong><span>${run.tile(run.part[part], numbers.percentInterval(interval!), n)}</span></li>`,
    ];
  });
  return [
    ...(looked === undefined
      ? []
      : [html`<p class="lead">${run.accuracy(run.part[looked.part], measured(looked.evaluation))}</p>`]),
    html`<p class="lead">${said}</p>`,
    ...(found === undefined ? [] : [html`<p class="lead">${run.diagnosisVerdict[found.verdict]}</p>`]),
    ...(tiles.length === 0 ? [] : [html`<ul class="tiles">${tiles}</ul>`]),
    ...(result != null && result.testLooks > 0 ? [html`<p class="faint">${run.looks(result.testLooks)}</p>`] : []),
    ...(result != null && result.setAside.length > 0 ? [html`<p>${run.setAside(result.setAside.length)}</p>`] : []),
  ];
}

function curves({ record, result }: RunFiles, words: Words): Section {
  const { run, chart, numbers } = words;
  const section = { id: "curves", title: run.sections.curves };
  const kinds = (["loss", "accuracy"] as const).map((quantity) => ({
    quantity,
    scale: quantity === "accuracy" ? 100 : 1,
    train: series(record, quantity),
    validation: series(record, quantity, { part: "validation" }),
  }));
  const drawn = kinds.filter(({ train, validation }) => train.length + validation.length > 0);
  if (drawn.length === 0) return { ...section, body: [] };
  const hasValidation = kinds.some(({ validation }) => validation.length > 0);
  const epochs = [
    ...new Set(kinds.flatMap(({ train, validation }) => [...train, ...validation].map(({ epoch }) => epoch))),
  ].sort((a, b) => a - b);
  const shown = epochs.filter(
    (epoch, i) => i === 0 || i === epochs.length - 1 || epoch % Math.ceil(epochs.length / 12) === 0,
  );
  const best = result?.bestEpoch ?? 0;
  const legend: LegendEntry[] = [
    { label: run.training, colour: inks.other, mark: "dash" },
    ...(hasValidation ? [{ label: run.validation, colour: inks.healthy, mark: "line" as const }] : []),
  ];
  const at = (points: readonly Point[], epoch: number): number =>
    points.find((point) => point.epoch === epoch)?.value ?? Number.NaN;
  return {
    ...section,
    body: [
      figure(words, {
        title: run.curvesFigure,
        legend,
        charts: drawn.map(({ quantity, scale, train, validation }) => ({
          title: quantity === "loss" ? run.lossLabel : run.accuracyLabel,
          chart: smallLines(words, {
            description: `${run.curvesTitle[quantity]}: ${run.training} ${numbers.figure(scale * (train.at(-1)?.value ?? Number.NaN))}${validation.length === 0 ? "" : `, ${run.validation} ${numbers.figure(scale * validation.at(-1)!.value)}`} (${chart.epoch} ${numbers.count(epochs.at(-1)!)}).`,
            lines: [
              {
                points: train.map(({ epoch, value }) => ({ x: epoch, y: scale * value })),
                colour: inks.other,
                isDashed: true,
              },
              { points: validation.map(({ epoch, value }) => ({ x: epoch, y: scale * value })), colour: inks.healthy },
            ],
            x: { label: chart.epoch },
            y: { label: "", ...(quantity === "accuracy" && { domain: [0, 100] as const }) },
            mark: best > 0 ? { x: best, name: run.keptEpoch(best) } : undefined,
          }),
        })),
        caption: run.curvesCaption,
        numbers: {
          caption: run.curvesFigure,
          columns: [
            { name: chart.epoch, kind: "number" },
            ...drawn.flatMap(({ quantity }) => {
              const label = quantity === "loss" ? run.lossLabel : run.accuracyLabel;
              return [
                { name: `${label} (${run.training})`, kind: "number" as const },
                { name: `${label} (${run.validation})`, kind: "number" as const },
              ];
            }),
          ],
          rows: shown.map((epoch) => [
            numbers.count(epoch),
            ...drawn.flatMap(({ scale, train, validation }) => [
              numbers.figure(scale * at(train, epoch)),
              numbers.figure(scale * at(validation, epoch)),
            ]),
          ]),
        },
      }),
    ],
  };
}

function diagnosis({ diagnosis: found }: RunFiles, words: Words): Section {
  const { run } = words;
  const section = { id: "diagnosis", title: run.sections.diagnosis };
  if (found === undefined) return { ...section, body: [html`<p>${run.noDiagnosis} <code>wrasse diagnose</code></p>`] };
  return {
    ...section,
    body: [
      html`<p>${run.diagnosisVerdict[found.verdict]}</p>`,
      ...(found.findings.length === 0 ? [] : findingsOf(words, found.findings)),
      ...(found.notes.length === 0
        ? []
        : [html`<h3>${run.notes}</h3>`, html`<ul>${found.notes.map((note) => html`<li lang="en">${note}</li>`)}</ul>`]),
    ],
  };
}

function treatment({ treatment: done }: RunFiles, words: Words): Section {
  const { run, names, numbers, chart } = words;
  const section = { id: "treatment", title: run.sections.treatment };
  if (done === undefined) return { ...section, body: [] };
  const { treatmentHead } = run;
  const figureOf = (one: Figure): Measured => ({ value: one.accuracy, interval: one.interval, n: one.n });
  const { before, after, accepted, rejected, notes } = done;
  const change = (effect: number | undefined): string => (effect === undefined ? "–" : numbers.points(effect));
  const ends = (interval: readonly [number, number] | null | undefined): string =>
    interval == null ? "–" : numbers.pointsInterval(interval);
  const placeboOf = ({ placebo }: Pick<Accepted, "placebo">): string =>
    placebo === null
      ? "–"
      : `${names.change(placebo.remedy)} ${numbers.points(placebo.effect)} (${ends(placebo.interval)})`;
  return {
    ...section,
    body: [
      html`<p>${run.treated({ cured: done.cured, trainings: done.trainings, seconds: done.seconds })}</p>`,
      ...(before.validation === null ? [] : [html`<p>${run.before(figureOf(before.validation))}</p>`]),
      ...(!done.cured || after.validation === null ? [] : [html`<p>${run.after(figureOf(after.validation))}</p>`]),
      ...(accepted.length + rejected.length === 0
        ? []
        : [
            table(words, {
              caption: run.sections.treatment,
              columns: [
                { name: treatmentHead.remedy },
                { name: treatmentHead.for },
                { name: treatmentHead.effect, kind: "number" },
                { name: treatmentHead.interval, kind: "number" },
                { name: treatmentHead.p, kind: "number" },
                { name: treatmentHead.placebo },
                { name: treatmentHead.seeds, kind: "number" },
                { name: treatmentHead.verdict, kind: "long" },
              ],
              rows: [
                ...accepted.map((one) => [
                  names.change(one.remedy),
                  names.disorder(one.for),
                  change(one.effect),
                  ends(one.interval),
                  numbers.p(one.p),
                  placeboOf(one),
                  numbers.count(one.seeds),
                  html`<span class="verdict good">${run.accepted}</span>`,
                ]),
                ...rejected.map(({ remedy, for: disorder, reason, proof, screened }) => [
                  names.change(remedy),
                  names.disorder(disorder),
                  change(proof?.effect ?? screened?.effect),
                  ends(proof?.interval ?? screened?.interval),
                  proof === undefined ? "–" : numbers.p(proof.p),
                  proof === undefined ? "–" : placeboOf(proof),
                  proof === undefined
                    ? screened === undefined
                      ? "–"
                      : numbers.count(screened.seeds)
                    : numbers.count(proof.seeds),
                  html`${run.rejected}: <span lang="en">${reason}</span>`,
                ]),
              ],
            }),
          ]),
      ...(accepted[0] === undefined
        ? []
        : [configDiff(words, names.change(accepted[0].remedy), accepted[0].diff, [chart.before, chart.after])]),
      ...(notes.length === 0 ? [] : [html`<ul>${notes.map((note) => html`<li lang="en">${note}</li>`)}</ul>`]),
    ],
  };
}

function classes(words: Words, { part, evaluation }: Looked): Section {
  const { run, numbers } = words;
  const { classHead } = run;
  const percent = (value: number | null): string => (value === null ? "–" : numbers.percent(value));
  const { perClass } = evaluation;
  return {
    id: "classes",
    title: run.sections.classes,
    body: [
      html`<p>${run.classesText(run.part[part], evaluation.n)}</p>`,
      recalls(words, perClass),
      table(words, {
        caption: run.sections.classes,
        columns: [
          { name: classHead.class },
          { name: classHead.n, kind: "number" },
          { name: classHead.recall, kind: "number" },
          { name: classHead.interval, kind: "number" },
          { name: classHead.precision, kind: "number" },
          { name: classHead.f1, kind: "number" },
          { name: classHead.auc, kind: "number" },
          { name: classHead.aucInterval, kind: "number" },
        ],
        rows: perClass.map((one) => [
          one.name,
          numbers.count(one.n),
          percent(one.recall),
          one.recallInterval === null ? "–" : numbers.percentInterval(one.recallInterval),
          percent(one.precision),
          percent(one.f1),
          one.auc === null ? "–" : numbers.count(one.auc, 3),
          one.aucInterval === null ? "–" : one.aucInterval.map((end) => numbers.count(end, 3)).join(" – "),
        ]),
      }),
    ],
  };
}

function confusions(words: Words, { part, evaluation }: Looked): Section {
  const { run } = words;
  const wrong = evaluation.confusion.reduce(
    (sum, row, truth) => sum + row.reduce((all, count, prediction) => (prediction === truth ? all : all + count), 0),
    0,
  );
  return {
    id: "confusion",
    title: run.sections.confusion,
    body: [html`<p>${run.mistakes(wrong, evaluation.n)}</p>`, confusion(words, evaluation, run.part[part])],
  };
}

/** So many layers are named in a legend; of more, the first and the last. */
const mostNamed = 12;

function layers({ record }: RunFiles, words: Words): Section {
  const { run, chart, numbers } = words;
  const kinds = [
    {
      id: "zero-share" as const,
      isShare: true,
      layers: seriesOf(record, "zero-share").map(({ subject, points }) => ({ layer: subject ?? "", points })),
    },
    { id: "gradient-norm" as const, isShare: false, layers: byLayer(record, "gradient-norm") },
    { id: "update-ratio" as const, isShare: false, layers: byLayer(record, "update-ratio") },
  ].filter((kind) => kind.layers.some(({ points }) => points.length > 0));
  return {
    id: "layers",
    title: run.sections.layers,
    body: kinds.map(({ id, isShare, layers: all }) => {
      const write = isShare ? numbers.percent : numbers.figure;
      const said = (points: readonly Point[], i: number): string =>
        points.at(i) === undefined ? "–" : write(points.at(i)!.value);
      const legend = all.map(
        ({ layer }, i): LegendEntry => ({ label: layer, colour: depth(i, all.length), mark: "line" }),
      );
      return figure(words, {
        title: run.layerTitles[id],
        legend: legend.length <= mostNamed ? legend : [legend[0]!, legend.at(-1)!],
        charts: wideLines(words, {
          description: `${run.layerTitles[id]}: ${all.map(({ layer, points }) => `${layer} ${said(points, 0)} → ${said(points, -1)}`).join(", ")}.`,
          lines: all.map(({ points }, i) => ({
            points: points.map(({ step, value }) => ({
              x: step ?? 0,
              y: isShare ? 100 * value : value,
            })),
            colour: depth(i, all.length),
          })),
          x: { label: chart.step },
          y: { label: "", ...(isShare ? { domain: [0, 100] as const } : { isLog: true }) },
        }),
        caption: run.layerCaptions[id],
        numbers: {
          caption: run.layerTitles[id],
          columns: [
            { name: chart.layer },
            { name: run.layerFirst, kind: "number" },
            { name: run.layerMiddle, kind: "number" },
            { name: run.layerLast, kind: "number" },
          ],
          rows: all.map(({ layer, points }) => [
            layer,
            said(points, 0),
            write(median(points.map(({ value }) => value).filter(Number.isFinite))),
            said(points, -1),
          ]),
        },
      });
    }),
  };
}

/** From the first layer's colour to the last one's. */
function depth(place: number, of: number): string {
  const share = of < 2 ? 0 : Math.round((100 * place) / (of - 1));
  return `color-mix(in oklch, ${inks.healthy}, ${inks.sick} ${share}%)`;
}

function calibration({ result }: RunFiles, words: Words): Section {
  const { run, numbers } = words;
  const section = { id: "calibration", title: run.sections.calibration };
  const report = result?.calibration;
  if (report == null) return { ...section, body: [] };
  const { calibrationHead, calibrationFigures } = run;
  const { test } = report;
  return {
    ...section,
    body: [
      html`<p>${run.calibration[report.outcome](report.temperature, report.n)}</p>`,
      ...(test === null
        ? []
        : [
            table(words, {
              caption: run.calibrationOf(test.n),
              columns: [
                { name: calibrationHead.figure },
                { name: calibrationHead.before, kind: "number" },
                { name: calibrationHead.after, kind: "number" },
              ],
              rows: (["calibrationError", "loss", "brierScore"] as const).map((key) => [
                calibrationFigures[key],
                key === "calibrationError" ? numbers.percent(test.before[key]) : numbers.count(test.before[key], 3),
                key === "calibrationError" ? numbers.percent(test.after[key]) : numbers.count(test.after[key], 3),
              ]),
            }),
          ]),
    ],
  };
}

function setup({ config, record }: RunFiles, words: Words): Section {
  const { run, counted, chart } = words;
  const { classes: all, layers: places } = record.facts;
  const photos = (part: "train" | "validation" | "test"): number =>
    (all ?? []).reduce((sum, one) => sum + one.photos[part], 0);
  return {
    id: "setup",
    title: run.sections.setup,
    body: [
      ...(all === undefined
        ? []
        : [
            html`<p>${counted.classes(all.length)}: ${(["train", "validation", "test"] as const)
              .filter((part) => photos(part) > 0)
              .map((part) => `${words.numbers.count(photos(part))} ${run.part[part]}`)
              .join(", ")}.</p>`,
          ]),
      ...(places === undefined
        ? []
        : [
            html`<p>${counted.parameters(places.flatMap(({ weights }) => weights).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0))}; ${chart.layer}: <code>${places.map(({ place }) => place).join(" → ")}</code></p>`,
          ]),
      ...(config === undefined
        ? []
        : [html`<details><summary>${run.setup}</summary><pre tabindex="0"><code>${config}</code></pre></details>`]),
    ],
  };
}
