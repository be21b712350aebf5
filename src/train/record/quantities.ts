/** What a number says of: the whole run, or one class, layer or weight of it. */
export type Subject = "run" | "class" | "layer" | "weight";

/** When a number is measured: at a training step, after an epoch, or once, after the training. */
export type Moment = "step" | "epoch" | "end";

/** One thing that is measured. */
export interface Quantity {
  readonly of: Subject;
  readonly at: Moment;
  readonly unit: string;
  /** The least and the greatest number that can be right; a number that is not finite may come of a training that fails. */
  readonly range: readonly [low: number, high: number];
  readonly meaning: string;
}

const anyNumber = [-Infinity, Infinity] as const;
const positive = [0, Infinity] as const;
const fraction = [0, 1] as const;
/** Cross-entropy's is the nat; other losses have their own scale. */
const lossUnit = "loss (nats for cross-entropy)";

/**
 * Everything that a record may hold. A quantity that is not here does not compile.
 *
 * A class's share of a part is of the photos that are of it. Norms are Euclidean lengths over all numbers of a tensor.
 */
export const quantities = {
  // After each epoch.
  loss: {
    of: "run",
    at: "epoch",
    unit: lossUnit,
    range: positive,
    meaning:
      "the training's own loss: on train the mean over the epoch's steps, as the weights moved; else after the epoch",
  },
  accuracy: {
    of: "run",
    at: "epoch",
    unit: "fraction of photos",
    range: fraction,
    meaning: "photos whose likeliest class is right: on train over the epoch's steps, else after the epoch",
  },
  "learning-rate": {
    of: "run",
    at: "epoch",
    unit: "1",
    range: positive,
    meaning: "the learning rate of the epoch's last step",
  },
  precision: {
    of: "run",
    at: "epoch",
    unit: "fraction",
    range: fraction,
    meaning: "precision as another program logged it",
  },
  recall: { of: "run", at: "epoch", unit: "fraction", range: fraction, meaning: "recall as another program logged it" },
  "class-loss": {
    of: "class",
    at: "epoch",
    unit: lossUnit,
    range: positive,
    meaning: "the loss of the class's photos alone, measured as `loss`",
  },
  "class-accuracy": {
    of: "class",
    at: "epoch",
    unit: "fraction of the class's photos",
    range: fraction,
    meaning: "recall: the class's photos that are recognised, measured as `accuracy`",
  },

  // At the steps that are probed; before the step moves the weights, unless it says otherwise.
  "batch-loss": { of: "run", at: "step", unit: lossUnit, range: positive, meaning: "the loss of the step's batch" },
  "step-learning-rate": {
    of: "run",
    at: "step",
    unit: "1",
    range: positive,
    meaning: "the learning rate of the step",
  },
  "class-batch-loss": {
    of: "class",
    at: "step",
    unit: lossUnit,
    range: positive,
    meaning: "the loss of the batch's photos of the class; missing where the batch has none",
  },
  "gradient-norm": {
    of: "weight",
    at: "step",
    unit: "loss per unit of weight",
    range: positive,
    meaning: "length of the gradient of the batch's loss by the weight, before clipping",
  },
  "weight-norm": { of: "weight", at: "step", unit: "1", range: positive, meaning: "length of the weight" },
  "update-ratio": {
    of: "weight",
    at: "step",
    unit: "fraction",
    range: positive,
    meaning: "length of the step's change of the weight over the weight's own; of matrices and filters",
  },
  "activation-mean": {
    of: "layer",
    at: "step",
    unit: "1",
    range: anyNumber,
    meaning: "mean of what the layer gives, over photos, channels and places",
  },
  "activation-deviation": {
    of: "layer",
    at: "step",
    unit: "1",
    range: positive,
    meaning: "standard deviation of what the layer gives, over photos, channels and places",
  },
  "zero-share": {
    of: "layer",
    at: "step",
    unit: "fraction of outputs",
    range: fraction,
    meaning: "numbers among what the activation gives that are exactly 0",
  },
  "silent-share": {
    of: "layer",
    at: "step",
    unit: "fraction of units",
    range: fraction,
    meaning:
      "units (channels of a map) of a ReLU that no photo of the batch makes positive: silent for a batch, which is not dead",
  },
  "saturated-share": {
    of: "layer",
    at: "step",
    unit: "fraction of outputs",
    range: fraction,
    meaning:
      "numbers among what the activation gives where its slope is nearly gone: |tanh| > 0.99, sigmoid outside 0.01..0.99",
  },
  "pre-activation-gradient-norm": {
    of: "layer",
    at: "step",
    unit: "loss per unit of activation",
    range: positive,
    meaning:
      "length of the gradient of the batch's loss by what the activation takes; of the last layer, by what it gives",
  },

  // Once, of the weights that are kept (`best.onnx`); photos without augmentation and dropout.
  "final-loss": {
    of: "run",
    at: "end",
    unit: "nats",
    range: positive,
    meaning: "cross-entropy, without class weights or label smoothing",
  },
  "final-accuracy": { of: "run", at: "end", unit: "fraction of photos", range: fraction, meaning: "accuracy" },
  "final-auc": {
    of: "run",
    at: "end",
    unit: "fraction",
    range: fraction,
    meaning: "mean of the classes' ROC AUC, each against all others",
  },
  "final-calibration-error": {
    of: "run",
    at: "end",
    unit: "fraction",
    range: fraction,
    meaning: "expected calibration error, 15 bins",
  },
  "final-class-recall": {
    of: "class",
    at: "end",
    unit: "fraction of the class's photos",
    range: fraction,
    meaning: "recall",
  },
  "final-class-precision": {
    of: "class",
    at: "end",
    unit: "fraction of the photos taken for the class",
    range: fraction,
    meaning: "precision",
  },
  "final-class-auc": {
    of: "class",
    at: "end",
    unit: "fraction",
    range: fraction,
    meaning: "ROC AUC of the class against all others",
  },
} as const satisfies Readonly<Record<string, Quantity>>;

export type QuantityId = keyof typeof quantities;

/** The quantities that are measured of one kind of subject, or at one kind of moment, or both. */
export type QuantityOf<Of extends Subject, At extends Moment = Moment> = {
  [Id in QuantityId]: (typeof quantities)[Id] extends { readonly of: Of; readonly at: At } ? Id : never;
}[QuantityId];

export const quantityIds = Object.keys(quantities) as readonly QuantityId[];
