import type { ClaimId } from "../../treat/case/claims.ts";
import { numbersOf } from "./numbers.ts";
import { optimizers } from "./optimizers.ts";
import { sentence } from "./sentence.ts";
import type { Claim, Measured, Range } from "./told.ts";

const numbers = numbersOf({
  locale: "en-GB",
  percentSign: "\u00a0%",
  points: "points",
  to: "to",
  seconds: (text, value) => (value === 1 ? `${text} second` : `${text} seconds`),
  minutes: (text, value) => (value === 1 ? `${text} minute` : `${text} minutes`),
  hours: (text, value) => (value === 1 ? `${text} hour` : `${text} hours`),
});
const { count, percent, points, percentInterval, pointsInterval, figure, duration } = numbers;

function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

function share({ value, interval, n }: Measured): string {
  const said = interval === null ? "" : `95\u00a0% interval ${percentInterval(interval)}, `;
  return `${percent(value)} (${said}n\u00a0=\u00a0${count(n)})`;
}

function effect({ value, interval, n }: Measured): string {
  const said = interval === null ? "no interval from one pair, " : `95\u00a0% interval ${pointsInterval(interval)}, `;
  return `${points(value)} (${said}n\u00a0=\u00a0${counted(n, "pair")})`;
}

function range({ mean, low, high, n }: Range): string {
  return percent(low) === percent(high)
    ? `${percent(mean)} (n\u00a0=\u00a0${counted(n, "seed")})`
    : `${percent(mean)} (${percentInterval([low, high])} over n\u00a0=\u00a0${counted(n, "seed")})`;
}

const places = {
  main: "the net of this page",
  "born-alive-then-dies": "the net that is born alive",
  "learning-rate-is-the-cause": "the net whose learning rate is the cause",
} as const;

/** "the net of this page +61 points (95\u00a0% interval …, n = 6 pairs); …" */
function tried({ tried: list }: Claim): string {
  return sentence(`${list.map(({ place, ...measured }) => `${places[place]}: ${effect(measured)}`).join("; ")}.`);
}

function byLevel({ numbers: { leastLevel, leastDead, mostLevel, mostDead, mostAccuracy, n } }: Claim): string {
  return `Most dead units in a layer: ${percent(Number(leastDead))} at ${leastLevel}, ${percent(Number(mostDead))} at ${mostLevel}, with accuracy ${percent(Number(mostAccuracy))} there (n\u00a0=\u00a0${n} each).`;
}

const claims: Readonly<
  Record<
    ClaimId,
    {
      readonly sentence: string;
      readonly measured: (claim: Claim) => string;
      /** When the sentence holds, as far as the case has seen. */
      readonly when: Readonly<Record<"true" | "partly" | "false", string>>;
    }
  >
> = {
  "never-updated": {
    sentence: "A dead ReLU gives 0, gets gradient 0 and is never updated again.",
    measured: ({ numbers: { layers, stayed, largest } }) =>
      `${stayed} of ${counted(Number(layers), "layer")} born dead are dead at the end; the largest gradient below them is ${figure(Number(largest))} of the healthy twin's.`,
    when: {
      true: "A whole layer is dead: then nothing below it can change what it is given.",
      partly: "Layers below a unit may still move, and revive it, while other units of its layer are alive.",
      false: "Not here: the dead layers came back.",
    },
  },
  "leaky-relu-cures": {
    sentence: "LeakyReLU (0.01) cures it.",
    measured: tried,
    when: {
      true: "On every net that it was tried on here.",
      partly: "Depends on the net: a slope of 0.01 a layer is a gradient of 0.01 to the power of the dead layers.",
      false: "Not here.",
    },
  },
  "prelu-cures": {
    sentence: "PReLU cures it.",
    measured: tried,
    when: { true: "On every net that it was tried on here.", partly: "On some of the nets only.", false: "Not here." },
  },
  "elu-cures": {
    sentence: "ELU cures it.",
    measured: tried,
    when: { true: "On every net that it was tried on here.", partly: "On some of the nets only.", false: "Not here." },
  },
  "batch-norm-cures": {
    sentence: "Batch norm before the ReLU cures it.",
    measured: tried,
    when: {
      true: "On every net that it was tried on here: it takes any offset out of what the ReLU is given.",
      partly: "On some of the nets only.",
      false: "Not here.",
    },
  },
  "he-init-cures": {
    sentence: "He initialisation cures it.",
    measured: tried,
    when: {
      true: "On every net that it was tried on here.",
      partly: "Where the first weights are the cause; it changes little where the learning rate is.",
      false: "Not here.",
    },
  },
  "lower-rate-cures": {
    sentence: "A lower learning rate cures it.",
    measured: tried,
    when: {
      true: "On every net that it was tried on here.",
      partly: "Where units die of too long a step; a net that is born dead gets no gradient to multiply.",
      false: "Not for a net that is born dead: any rate times a gradient of 0 is 0.",
    },
  },
  "momentum-kills": {
    sentence: "High momentum makes it likelier.",
    measured: byLevel,
    when: {
      true: "At the learning rate that was tried here.",
      partly: "More units die, but no whole layer.",
      false: "Not at the levels that were tried here.",
    },
  },
  "depth-kills": {
    sentence: "Depth makes it likelier.",
    measured: byLevel,
    when: {
      true: "At the depths that were tried here.",
      partly: "More units die, but no whole layer.",
      false: "Not at the depths that were tried here.",
    },
  },
  "imbalance-kills": {
    sentence: "Class imbalance makes it likelier.",
    measured: byLevel,
    when: {
      true: "At the ratios that were tried here.",
      partly: "More units die, but no whole layer.",
      false: "Not at the ratios that were tried here: imbalance has other effects, but it kills no layer.",
    },
  },
  "half-dead-stops": {
    sentence: "A layer with more than half of its units dead stops the training.",
    measured: ({ numbers: { learnt, of, level, born, dead, accuracy, n } }) =>
      `${learnt} of ${counted(Number(of), "net")} with more than half of a layer born dead learnt. At ${level} ${percent(Number(born))} of a layer is dead at first and ${percent(Number(dead))} at the end, with accuracy ${percent(Number(accuracy))} (n\u00a0=\u00a0${n}).`,
    when: {
      true: "At every such level that was tried here.",
      partly: "At some of the levels that were tried here.",
      false: "Not here: a few units left alive let the layers below move. It is a whole layer that stops it.",
    },
  },
  "tuned-rate-avoids": {
    sentence: "A tuned learning rate avoids it.",
    measured: ({ numbers: { rate, sickDead, sick, healthyDead, healthy } }) =>
      `At ${figure(Number(rate))}, the rate of the healthy twin's range test, a whole layer is dead in ${sickDead} of ${counted(Number(sick), "sick net")} and in ${healthyDead} of ${counted(Number(healthy), "healthy twin")}.`,
    when: {
      true: "On every net that was tried here.",
      partly: "Where units are alive at the first weights. A net that is born dead gets no gradient at any rate.",
      false: "Not at the rate that was tried here.",
    },
  },
};

/** What remedies, faults and placebos are called. */
const changes: Readonly<Record<string, string>> = {
  "leaky-relu": "LeakyReLU (0.01)",
  prelu: "PReLU",
  elu: "ELU",
  "he-init": "He initialisation",
  "batch-norm-before-activation": "batch norm before the ReLU",
  "lower-learning-rate": "a tenth of the learning rate",
  "raise-learning-rate": "ten times the learning rate",
  "learning-rate-from-range-test": "learning rate of the range test",
  "balanced-batches": "balanced batches",
  "input-scaling": "scaled input",
  "default-momentum": "momentum 0.9",
  "longer-training": "twice the epochs",
  fault: "the fault",
  "negative-bias": "first biases below 0",
  "narrow-init": "narrow first weights",
  "higher-learning-rate": "higher learning rate",
  "high-momentum": "momentum 0.99",
  "random-erasing": "random erasing",
  "other-brightness": "other brightness",
};

const disorders: Readonly<Record<string, string>> = {
  "dying-relu": "dying ReLU",
  "lr-too-low": "learning rate too low",
  "lr-too-high": "learning rate too high",
  "bad-init-scale": "initialisation of the wrong scale",
  "bad-init-symmetry": "initialisation that makes units alike",
  "vanishing-gradient": "vanishing gradient",
  "saturating-activation": "saturating activation",
  "plateau-or-undertrained": "plateau, or trained too briefly",
  "class-frequency-imbalance": "class imbalance",
  "input-unscaled": "input that is not scaled",
  "label-mapping-error": "labels that do not belong to their photos",
};

const checks: Readonly<Record<string, string>> = {
  "dead-layer-share": "Largest share of a layer's units that none of the photos activates",
  "stuck-over-majority": "Best training accuracy, less the share of the commonest class",
  "gradient-below": "Gradient below that layer, over the healthy twin's",
  "learning-rate": "Share of the range test's rates at which the loss falls",
  "root-cause": "Gain in validation accuracy when the cause is taken away",
  placebo: "Gain by the placebo: its interval holds 0",
  "sick-twin": "Loss of validation accuracy when the cause is put into the healthy twin",
  "alive-after": "Share of that layer's units that get a gradient again after the cure",
};

const factors = {
  initialisation: "Initialisation",
  "part-dead": "A part born dead (first biases)",
  "learning-rate": "Learning rate",
  momentum: "Momentum",
  depth: "Depth",
  imbalance: "Class imbalance",
} as const;

export const en = {
  numbers,
  page: {
    name: "English",
    skip: "Skip to the text",
    contents: "On this page",
    numbers: "The numbers of this figure",
    scrolls: (what: string) => `${what} (scrolls sideways)`,
  },
  counted: {
    photos: (n: number) => counted(n, "photo"),
    classes: (n: number) => counted(n, "class", "classes"),
    seeds: (n: number) => counted(n, "seed"),
    epochs: (n: number) => counted(n, "epoch"),
    pairs: (n: number) => counted(n, "pair"),
    parameters: (n: number) => counted(n, "parameter"),
  },
  share,
  effect,
  names: {
    change: (id: string): string => changes[id] ?? id,
    disorder: (id: string): string => disorders[id] ?? id,
    check: (id: string): string => checks[id] ?? id,
    factor: (id: keyof typeof factors): string => factors[id],
    findingVerdict: { proven: "proven", likely: "likely", undecided: "cannot be told yet" },
    claimVerdict: { true: "true", partly: "partly true", false: "false", "not-measured": "not measured" },
    holds: (ok: boolean): string => (ok ? "✓ holds" : "✗ does not hold"),
    unset: "(not set)",
  },
  chart: {
    epoch: "epoch",
    step: "step",
    learningRate: "learning rate",
    loss: "smoothed training loss, nats",
    validationAccuracy: "validation accuracy, %",
    trainAccuracy: "training accuracy, %",
    majority: (value: number) => `commonest class ${percent(value)}`,
    chance: (value: number) => `chance ${count(value, 2)}`,
    sick: "with the fault",
    healthy: "healthy twin",
    cured: "cured",
    seed: (seed: number) => `seed ${seed}`,
    mean: "mean",
    low: "lowest",
    high: "highest",
    layer: "layer",
    deadShare: "dead units, %",
    bornDeadShare: "dead at first, %",
    silentShare: "units that are silent for the whole batch, %",
    first: "first weights",
    kept: "kept weights",
    gradient: "length of the gradient by the layer's weights",
    zero: "0",
    overTwin: "over the twin's",
    given: "first weights as given",
    he: "He initialisation",
    rateIsBestLoss: "lowest loss",
    change: "change",
    effect: "change of validation accuracy, points",
    pairs: "Each ring is one pair of runs with the same seed; the bar is their mean, with its 95\u00a0% interval",
    control: "without",
    treated: "with",
    interval: "95\u00a0% interval",
    p: "p",
    alive: "units alive again",
    on: { sick: "on the sick net", healthy: "on the healthy twin" },
    kind: { remedy: "remedy", fault: "fault", placebo: "placebo" },
    level: "level",
    accuracy: "accuracy",
    bias: "first bias of the convolutions",
    deadMark: "✕: a whole layer is dead",
    wholeLayerDead: "a whole layer is dead",
    mapScale: "validation accuracy, %",
    unit: (unit: number) => `unit ${unit}`,
    before: "before",
    after: "after",
    negative: "negative weight",
    positive: "positive weight",
    option: "option",
    healthyHas: "healthy twin",
    sickHas: "with the fault",
  },
  case: {
    title: "Dying ReLU, seen, proven and cured",
    controlTitle: "Dying ReLU: the control, without the fault",
    sections: {
      happened: "What happened",
      what: "What dying ReLU is",
      gradient: "How it blocks the gradient",
      why: "Why it happened here",
      proof: "The proof, both ways",
      cures: "What cures it, and what does not",
      map: "Where it dies: the map",
      siblings: "Two others that look alike",
      claims: "The textbook, measured",
      checks: "The checks",
      redo: "How to redo it",
    },
    leadStuck: (f: {
      epochs: number;
      train: Range;
      majority: number;
      cured: Measured | undefined;
      cause: string | undefined;
    }) => [
      `A convolutional net with ReLU was trained for ${counted(f.epochs, "epoch")} and did not move: its best training accuracy is ${range(f.train)}, where always naming the commonest class gives ${percent(f.majority)}.`,
      f.cured === undefined
        ? "No remedy was tried."
        : `Taking away the cause (${f.cause}) alone changes validation accuracy by ${effect(f.cured)}.`,
    ],
    leadControl: (f: { epochs: number; train: Range; majority: number }) => [
      `The fault was left out. The same net, trained for ${counted(f.epochs, "epoch")}, comes to a training accuracy of ${range(f.train)}, where always naming the commonest class gives ${percent(f.majority)}: nothing is stuck, and the checks of the sick net are to come out false.`,
    ],
    /** Said in place of the texts of the same names, where the fault was left out. */
    control: {
      sick: "without the fault",
      onSick: "on the net as it is",
      stuck: (majority: number) => `best training accuracy; commonest class ${percent(majority)}`,
      curves: (f: { sick: Range }) =>
        `Without the fault, validation accuracy ends at ${range(f.sick)}. A thin line is one seed, the thick one their mean.`,
      curesCaption: "Each on the net as it is, largest effect first; the placebo among them for scale.",
      away: (change: string, m: Measured, p: string) =>
        `Taken away: ${change} in the net as it is changes validation accuracy by ${effect(m)}, p = ${p}.`,
    },
    tiles: {
      dead: (layer: string, n: number) => `of the units of ${layer} are dead for ${counted(n, "photo")}`,
      stuck: (majority: number) => `best training accuracy, with the fault; commonest class ${percent(majority)}`,
      healthy: "validation accuracy of the healthy twin",
      cured: (change: string) => `validation accuracy by ${change}`,
      gradient: "of the healthy twin's gradient reaches the layers below",
    },
    happened: (f: {
      data: string;
      classes: number;
      train: number;
      validation: number;
      size: number;
      parameters: number;
      optimizer: string;
      learningRate: number;
      batch: number;
    }) =>
      `The photos are ${f.data === "aquarium" ? "fish painted by the aquarium" : f.data}: ${counted(f.classes, "class", "classes")}, ${counted(f.train, "photo")} to train on and ${count(f.validation)} to validate with, ${f.size} × ${f.size} pixels. The net${f.parameters === 0 ? "" : ` has ${counted(f.parameters, "parameter")} and`} is trained by ${optimizers[f.optimizer] ?? f.optimizer} at a learning rate of ${figure(f.learningRate)}, ${f.batch} photos a step.`,
    curves: (f: { sick: Range; healthy: Range | undefined; seeds: number; majority: number }) =>
      `With the fault, validation accuracy ends at ${range(f.sick)}${f.healthy === undefined ? "" : `; the healthy twin, with the same seeds, photos and order, at ${range(f.healthy)}`}. A thin line is one seed, the thick one their mean.`,
    curvesTitle: "Accuracy over the epochs",
    findings: "What the diagnosis says without being told",
    finding: (f: {
      mechanism: string | undefined;
      rootCause: string | undefined;
      verdict: string;
      layer: string | undefined;
    }) =>
      [
        f.mechanism === undefined ? "How it fails is not known" : `It fails by ${f.mechanism}`,
        f.rootCause === undefined ? "; why is not known" : `, because of: ${f.rootCause}`,
        f.layer === undefined ? "" : `, at layer ${f.layer}`,
        ` (${f.verdict}).`,
      ].join(""),
    against: (names: string) => `Ruled out, or not told apart: ${names}.`,
    evidence: {
      caption: "What it stands on",
      for: "speaks for",
      quantity: "measured",
      value: "value",
      threshold: "bound",
      source: "the bound comes from",
    },
    noFindings: "The diagnosis finds nothing wrong.",
    what: [
      "ReLU gives 0 for everything below 0. A unit whose weighted sum is below 0 for every photo gives 0 for every photo; the slope there is 0 too, so the loss says nothing of its weights, and no step moves them. It is dead: not silent for a batch, which is healthy sparseness, but silent for all photos.",
    ],
    dead: (f: { layer: string; photos: number; first: Range; kept: Range }) =>
      `In ${f.layer}, the worst layer, ${range(f.first)} of the units were dead at the first weights and ${range(f.kept)} at the kept ones, each looked at with ${counted(f.photos, "photo")}.`,
    bornDead: "The net was born dead: no step killed it.",
    diedLater: "The net was born alive and died in training.",
    aliveAll: "No layer is dead.",
    deadTitle: "Dead units by layer",
    deadCaption: (photos: number, seeds: number) =>
      `Units that none of ${counted(photos, "photo")} makes positive. Mean over ${counted(seeds, "seed")}.`,
    silentTitle: "Silent units by layer, over the training",
    silentCaption: (seed: number) =>
      `Units that no photo of the step's batch makes positive, in the run of seed ${seed}: some silence is healthy, a whole layer is not.`,
    gradient: (f: { layer: string; sick: number; healthy: number; over: number; n: number }) =>
      `Each layer's gradient is a product of those above it; a layer that is dead multiplies by 0. Below ${f.layer} the gradient by the weights has a length of ${figure(f.sick)} at most, where the healthy twin's has ${figure(f.healthy)} at least: ${figure(f.over)} of the twin's at most, over n\u00a0=\u00a0${counted(f.n, "seed")}.`,
    gradientNone: "No layer is dead, so nothing is blocked.",
    gradientFirst:
      "The dead layer is the first one: no layer lies below it, and its own weights are what gets no gradient.",
    gradientTitle: "The gradient, layer by layer",
    gradientCaption: (seeds: number) =>
      `At the first weights, on a logarithmic scale; what is exactly 0 stands on the line of 0. Dots: ${counted(seeds, "seed")}; lines: their geometric mean.`,
    fault: "What was changed in the healthy net",
    rates: (f: { n: number; suggested: number | null; share: Measured | undefined; isControl: boolean }) =>
      [
        `A range test tries every learning rate from the first weights, with n\u00a0=\u00a0${counted(f.n, "seed")}.`,
        f.suggested === null
          ? " On the healthy twin it suggests none."
          : ` On the healthy twin it suggests ${figure(f.suggested)}, which is what both were trained with.`,
        f.share === undefined
          ? ""
          : ` From the weights as given, the loss falls at ${percent(f.share.value)} of the rates.`,
        f.isControl ? "" : " From He-initialised weights of the same net the curve is the other one.",
      ].join(""),
    ratesTitle: "Every learning rate, from two sets of first weights",
    ratesCaption:
      "Smoothed loss as the learning rate grows; each line is one seed. Chance is what knowing only the classes' shares gives.",
    factors: "Each suspect of the textbook, tried alone on the healthy net:",
    factorsTitle: "Each suspect alone",
    factorsCaption: "Validation accuracy with its 95\u00a0% interval. ✕ marks levels at which a whole layer is dead.",
    factor: (f: {
      name: string;
      best: string;
      bestAccuracy: Measured;
      worst: string;
      worstAccuracy: Measured;
      dead: number;
    }) =>
      `${f.name}: accuracy is ${share(f.bestAccuracy)} at ${f.best}, and ${share(f.worstAccuracy)} at ${f.worst}, where the worst layer has ${percent(f.dead)} dead units.`,
    proof: {
      away: (change: string, m: Measured, p: string) =>
        `Taken away: ${change} in the sick net changes validation accuracy by ${effect(m)}, p = ${p}.`,
      placebo: (change: string, m: Measured, p: string) =>
        `A placebo, as costly and beside the point (${change}), changes it by ${effect(m)}, p = ${p}.`,
      into: (change: string, m: Measured, p: string) =>
        `Put in: ${change} in the healthy twin changes it by ${effect(m)}, p = ${p}.`,
      proven: "It cures when taken away, the placebo does not, and it makes the healthy twin sick: it is the cause.",
      notProven: "That is not a proof both ways: not all three came out as a cause's do.",
      missing: "The trials of a proof were not made.",
      few: (n: number) => `With ${counted(n, "pair")} no exact test can reach p < 0.05; six are needed.`,
    },
    proofTitle: "Pairs of runs that differ in one change",
    proofCaption:
      "Both runs of a pair share seed, photos and order, and first weights where shapes allow. p: exact sign-flip, two-sided.",
    cures: (f: { helped: string[]; not: string[] }) =>
      [
        f.helped.length === 0 ? "Nothing helped" : `It is helped by ${f.helped.join(", ")}`,
        f.not.length === 0 ? "." : `; not shown to help: ${f.not.join(", ")}.`,
      ].join(""),
    curesTitle: "Remedies compared",
    curesCaption: "Each on the sick net, largest effect first; the placebo among them for scale.",
    filters: "Filters, before and after the cure",
    filtersCaption: (layer: string) =>
      `Kernels of ${layer}, averaged over their input channels. A dead filter keeps the numbers that it was born with.`,
    filterState: { revived: "dead, then alive", dead: "dead, still dead", alive: "alive all along" },
    map: (f: { cells: number; dead: number; cured: number; only: number }) =>
      `Of ${count(f.cells)} trainings over first bias and learning rate, a whole layer is dead at the end of ${count(f.dead)}. At ${counted(f.cured, "bias", "biases")} a lower rate saves the net that a higher one kills; at ${counted(f.only, "bias", "biases")} no rate does, and only the initialisation can.`,
    mapTitle: "Validation accuracy, over first bias and learning rate",
    mapCaption: "The number is validation accuracy in per cent.",
    siblings: {
      "born-alive-then-dies": {
        title: "Born alive, then dies",
        text: "Its units answer at the first weights; the first steps kill them.",
      },
      "learning-rate-is-the-cause": {
        title: "The learning rate is the cause",
        text: "It learns at first; then a step that is too long throws a layer below 0. Here a lower rate is the cure.",
      },
    },
    sibling: (f: { first: number; kept: number; layer: string; best: number; seed: number; photos: number }) =>
      `Dead units in ${f.layer}: ${percent(f.first)} at the first weights, ${percent(f.kept)} at the kept ones (${counted(f.photos, "photo")}); best validation accuracy ${percent(f.best)} (seed ${f.seed}, n = 1).`,
    apart: "Told apart",
    apartHead: {
      net: "net",
      first: "dead at first",
      kept: "dead at the end",
      lower: "a tenth of the rate",
      he: "He initialisation",
      cause: "root cause found",
    },
    thisNet: "this page's net",
    notTried: "not tried",
    claimHead: { claim: "claim of the textbook", verdict: "here", measured: "measured here", when: "holds when" },
    checkHead: { check: "check", value: "value", interval: "interval", bound: "bound", ok: "outcome" },
    checksText: (ok: number, of: number) =>
      `${ok} of ${of} checks hold. All can be recomputed from the runs' own files.`,
    checksControl: (ok: number, of: number) =>
      `${ok} of ${of} checks hold. Without the fault, the first three are to come out false.`,
    redo: (f: { runs: number; seeds: string; seconds: number }) =>
      `Seeds ${f.seeds}. It took ${duration(f.seconds)}. The runs that this page tells of lie in the case's folder: ${counted(f.runs, "run")}, each with results.csv, record.jsonl and its checkpoints.`,
    model: "The net, layer by layer",
    foot: "Intervals are of 95 %: Student's t over pairs or seeds. An accuracy without an interval is of one training.",
  },
  claims,
  run: {
    title: (name: string) => `Training ${name}`,
    sections: {
      result: "How it went",
      curves: "Curves",
      diagnosis: "What the diagnosis found",
      treatment: "What was tried as a cure",
      classes: "Class by class",
      confusion: "What was taken for what",
      layers: "Inside the net",
      calibration: "How far the probabilities can be trusted",
      setup: "How it was trained",
    },
    reason: {
      finished: (epochs: number, best: number) =>
        `All ${counted(epochs, "epoch")} were trained; the weights of epoch ${best} were kept.`,
      "early-stopping": (epochs: number, best: number) =>
        `It stopped early, after ${counted(epochs, "epoch")}; the weights of epoch ${best} were kept.`,
      interrupted: (epochs: number) =>
        `It was interrupted after ${counted(epochs, "epoch")}, and can go on with --resume.`,
    },
    unfinished: (epochs: number, of: number | undefined) =>
      `This run is not finished: ${counted(epochs, "epoch")}${of === undefined ? "" : ` of ${count(of)}`} so far. There are no figures of test photos yet; the page shows what there is.`,
    notThere: (what: string) => `Not in this run's folder: ${what}.`,
    part: { train: "training photos", validation: "validation photos", test: "test photos" },
    accuracy: (part: string, m: Measured) => `Accuracy on ${part}: ${share(m)}.`,
    tile: (part: string, interval: string, n: number) =>
      `right, of ${count(n)} ${part}; 95\u00a0% interval ${interval}`,
    noDiagnosis: "No diagnosis was made of this run yet; this makes one:",
    looks: (n: number) =>
      n === 1
        ? "The test photos were looked at once."
        : `The test photos were looked at ${count(n)} times: choices made after the first look flatter the later ones.`,
    lossLabel: "loss, nats",
    accuracyLabel: "accuracy, %",
    curvesFigure: "Loss and accuracy over the epochs",
    curvesTitle: { loss: "Loss", accuracy: "Accuracy" },
    curvesCaption: "Training is measured while the weights move; validation after each epoch.",
    training: "training",
    validation: "validation",
    keptEpoch: (epoch: number) => `Kept: epoch ${epoch}`,
    classesText: (part: string, n: number) => `Measured on ${count(n)} ${part}; intervals are of 95 %.`,
    classHead: {
      class: "class",
      n: "n",
      recall: "recall",
      interval: "interval",
      precision: "precision",
      f1: "F1",
      auc: "ROC AUC",
      aucInterval: "interval",
    },
    recallTitle: "Recall by class",
    confusionTitle: "Confusion matrix",
    confusionCaption: (part: string) =>
      `Rows: what the ${part} are; columns: what they were taken for. Darker: a larger share of the row.`,
    truth: "true",
    predicted: "taken for",
    mistakes: (n: number, of: number) => `${count(n)} of ${counted(of, "photo")} were taken for another class.`,
    layerTitles: {
      "zero-share": "Zeros that each activation gives, %",
      "gradient-norm": "Length of the gradient by each layer's weights",
      "update-ratio": "Length of a step over that of the weights",
    },
    layerCaptions: {
      "zero-share": "At probed steps, within a batch. Many zeros are usual for ReLU; only zeros are not.",
      "gradient-norm": "At probed steps, logarithmic.",
      "update-ratio": "At probed steps, logarithmic. About 0.001 is usual.",
    },
    layerFirst: "first probed step",
    layerMiddle: "median",
    layerLast: "last probed step",
    calibration: {
      fitted: (temperature: number, n: number) =>
        `Probabilities were calibrated on ${counted(n, "validation photo")}: temperature ${count(temperature, 2)}.`,
      "at-limit": (temperature: number, n: number) =>
        `Probabilities were calibrated on ${counted(n, "validation photo")}: temperature ${count(temperature, 2)}, as far as it goes.`,
      "no-mistakes": (_: number, n: number) =>
        `Probabilities were not calibrated: no mistake among ${counted(n, "validation photo")} says how sure is too sure.`,
      "too-few-photos": (_: number, n: number) =>
        `Probabilities were not calibrated: ${counted(n, "validation photo")} are too few.`,
      "loss-not-suited": () => "Probabilities were not calibrated: this loss gives no logits to compare classes by.",
    },
    calibrationHead: { figure: "figure", before: "before", after: "after" },
    calibrationFigures: { calibrationError: "calibration error", loss: "loss, nats", brierScore: "Brier score" },
    calibrationOf: (n: number) => `On ${counted(n, "test photo")}`,
    diagnosisVerdict: {
      healthy: "Nothing wrong was found.",
      sick: "Something is wrong.",
      undecided: "It cannot be told yet.",
    },
    next: (probe: string) => `What would tell: ${probe}.`,
    treated: (f: { cured: boolean; trainings: number; seconds: number }) =>
      `${f.cured ? "A cure was found." : "Nothing beat the training as it was; it was kept."} ${counted(f.trainings, "training")} in ${duration(f.seconds)}.`,
    treatmentHead: {
      remedy: "remedy",
      for: "for",
      effect: "change of validation accuracy",
      interval: "interval",
      p: "p",
      placebo: "placebo",
      seeds: "n",
      verdict: "outcome",
    },
    accepted: "accepted",
    rejected: "rejected",
    before: (m: Measured) => `Before: validation accuracy ${share(m)}.`,
    after: (m: Measured) => `After: validation accuracy ${share(m)}.`,
    setup: "The whole config",
    notes: "Notes",
    setAside: (n: number) => `${counted(n, "photo")} could not be read and were set aside.`,
    foot: "Fractions of photos have Wilson's interval, ROC AUC has DeLong's; 95 % each.",
  },
};

/** Every sentence, as English has it: a language that lacks one does not compile. */
export type Words = typeof en;
