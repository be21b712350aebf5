/** What a number of an active probe says of: the whole model, one of its layers or weights, or one class of photos. */
interface ProbedQuantityKind {
  readonly unit: string;
  readonly range: readonly [low: number, high: number];
  readonly meaning: string;
}

const anyNumber = [-Infinity, Infinity] as const;
const positive = [0, Infinity] as const;
const fraction = [0, 1] as const;

/** Everything that active probes measure. A quantity that is not here does not compile. */
export const probedQuantities = {
  "dead-share": {
    unit: "fraction of units",
    range: fraction,
    meaning: "units of the activation (channels of a map) that none of the photos makes positive",
  },
  "class-dead-share": {
    unit: "fraction of units",
    range: fraction,
    meaning: "units of the activation that no photo of the class makes positive",
  },
  "revivable-share": {
    unit: "fraction of units",
    range: fraction,
    meaning: "units of the layer whose weights get a gradient of more than 1 % of what the healthy twin's unit gets",
  },
  "input-mean": {
    unit: "1",
    range: anyNumber,
    meaning: "mean of a colour channel of the training photos as the network takes them; the one farthest from 0",
  },
  "input-deviation": {
    unit: "1",
    range: positive,
    meaning: "standard deviation of the training photos as the network takes them, over all channels",
  },
  "initial-loss": {
    unit: "loss (nats for cross-entropy)",
    range: positive,
    meaning: "the training's loss at its first weights",
  },
  "chance-loss": {
    unit: "loss (nats for cross-entropy)",
    range: positive,
    meaning: "the loss of knowing how common each class is, and nothing of the photos",
  },
  "pre-activation-deviation": {
    unit: "1",
    range: positive,
    meaning: "standard deviation of what the activation takes, over photos, units and places",
  },
  "pre-activation-mean": { unit: "1", range: anyNumber, meaning: "mean of what the activation takes" },
  "signal-ratio": {
    unit: "ratio",
    range: positive,
    meaning:
      "photo-to-photo deviation of what the last activation takes, over that of the first; 1 where signals keep their size",
  },
  "identical-units-share": {
    unit: "fraction of units",
    range: fraction,
    meaning: "units of the weight whose first numbers are those of another unit, without their biases",
  },
  "saturated-units-share": {
    unit: "fraction of outputs",
    range: fraction,
    meaning: "numbers that a sigmoid or tanh gives where its slope is nearly gone",
  },
  "weight-gradient-norm": {
    unit: "loss per unit of weight",
    range: positive,
    meaning: "length of the gradient of the mean loss of the photos by the weight",
  },
  "pre-activation-gradient-flow": {
    unit: "loss per unit of activation",
    range: positive,
    meaning: "length of the gradient of the mean loss of the photos by what the activation takes",
  },
  "gradient-over-twin": {
    unit: "ratio",
    range: positive,
    meaning: "`weight-gradient-norm` over that of the same layer of the He-initialised twin",
  },
  "gradient-ratio": {
    unit: "ratio",
    range: positive,
    meaning: "`pre-activation-gradient-flow` of the first activation over that of the last one",
  },
  "overfit-accuracy": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "accuracy on a few photos of a network that was trained on these alone, from the first weights",
  },
  "overfit-majority": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "share of the commonest class among these few photos",
  },
  "descending-rate-share": {
    unit: "fraction of rates",
    range: fraction,
    meaning:
      "learning rates of the range, evenly on a logarithmic scale, at which the loss falls below chance; mean over seeds",
  },
  "suggested-learning-rate": { unit: "1", range: positive, meaning: "the learning rate that the range test suggests" },
  "lowest-useful-rate": {
    unit: "1",
    range: positive,
    meaning: "the rate at which the loss first falls below chance in the range test; median over seeds",
  },
  "highest-useful-rate": {
    unit: "1",
    range: positive,
    meaning: "the rate at which the loss is lowest in the range test; median over seeds",
  },
  "best-step-factor": {
    unit: "ratio",
    range: positive,
    meaning:
      "how many times as long as the training's own step the step along the same direction is that lowers the loss most",
  },
  "continued-fall": {
    unit: "loss (nats for cross-entropy)",
    range: anyNumber,
    meaning:
      "how far the training loss falls in two more epochs at the learning rate of the config, from the kept weights",
  },
  "lowered-rate-fall": {
    unit: "loss (nats for cross-entropy)",
    range: anyNumber,
    meaning: "the same with a tenth of that rate",
  },
  "raised-rate-fall": {
    unit: "loss (nats for cross-entropy)",
    range: anyNumber,
    meaning: "the same with ten times that rate",
  },
  "label-signal": {
    unit: "fraction of photos",
    range: anyNumber,
    meaning:
      "accuracy of a simple classifier of colours and shapes on training photos left out, less its accuracy with labels that are shuffled",
  },
  "relabelled-gain": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "accuracy on validation if its classes are renamed in the way that fits best, less the accuracy as it is",
  },
  "probed-accuracy": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "accuracy of the weights on photos without augmentation",
  },
  "majority-share": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "photos of the commonest class: what always naming it gets right",
  },
  "likeliest-answer-share": {
    unit: "fraction of photos",
    range: fraction,
    meaning: "photos that get the answer that is given most often",
  },
  "class-recall": {
    unit: "fraction of the class's photos",
    range: fraction,
    meaning: "photos of the class that are recognised",
  },
} as const satisfies Readonly<Record<string, ProbedQuantityKind>>;

export type ProbedQuantityId = keyof typeof probedQuantities;
