import { nets } from "./nets.ts";

/** Fish that a healthy training learns from. */
export interface VariedPhotos {
  readonly six: string;
  readonly two: string;
  readonly many: string;
  /** Real photos; undefined where they are not. */
  readonly real: string | undefined;
  /** Photos of `six` in which one class is so many times as common as the others. */
  readonly imbalanced: (ratio: number, seed: number) => Promise<object>;
}

/** A training that works, by its name. */
export type VariedControl = readonly [name: string, config: (photos: VariedPhotos) => object | Promise<object>];

type Layers = readonly unknown[];

const replaced = (layers: Layers, from: string, to: string): Layers =>
  layers.map((layer) => (layer === from ? to : layer));
const normed = nets["batch-norm"] as Layers;
const plain = nets["four-convolutions"] as Layers;

const usual = {
  model: normed,
  loss: { name: "cross-entropy" },
  optimizer: { name: "adam", learningRate: 0.002 },
  schedule: { name: "constant" },
  augmentation: [{ flip: "horizontal" }],
  epochs: 20,
  earlyStopping: { patience: 0 },
};
const onSix =
  (more: object): VariedControl[1] =>
  ({ six }) => ({ ...usual, data: { path: six, size: 32 }, ...more });

/** Healthy trainings of other losses, activations, norms, schedules, augmentations and photos than those of `healthyTrainings`. */
export const variedControls: readonly VariedControl[] = [
  ["small-cnn-default", ({ six }) => ({ data: { path: six, size: 48 }, epochs: 20 })],
  [
    "fish-64-default",
    ({ real, six }) => ({ data: { path: real ?? six, size: 64 }, model: { onnx: "wrasse:fish-64" }, epochs: 12 }),
  ],
  [
    "resnet-20",
    onSix({
      model: { name: "resnet", depth: 20 },
      optimizer: { name: "sgd", learningRate: 0.05, momentum: 0.9 },
      epochs: 15,
    }),
  ],
  ["mixup-cutmix", onSix({ augmentation: [{ flip: "horizontal" }, { mixup: 0.4 }, { cutmix: 1 }] })],
  ["rand-augment", onSix({ augmentation: [{ flip: "horizontal" }, "rand-augment"] })],
  ["focal", onSix({ loss: { name: "focal" } })],
  ["mse", onSix({ loss: { name: "mean-squared-error" } })],
  ["bce", onSix({ loss: { name: "binary-cross-entropy" } })],
  ["smoothing", onSix({ loss: { name: "cross-entropy", labelSmoothing: 0.2 } })],
  ["one-cycle", onSix({ schedule: { name: "one-cycle" } })],
  [
    "warmup-cosine",
    onSix({
      model: nets.residual,
      optimizer: { name: "sgd", learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4 },
      schedule: { name: "cosine", warmup: 3 },
    }),
  ],
  ["gelu", onSix({ model: replaced(plain, "relu", "gelu") })],
  ["silu-bn", onSix({ model: replaced(normed, "relu", "silu") })],
  ["selu", onSix({ model: replaced(plain, "relu", "selu") })],
  ["prelu", onSix({ model: replaced(plain, "relu", "prelu") })],
  ["relu6-bn", onSix({ model: replaced(normed, "relu", "relu6") })],
  ["group-norm", onSix({ model: replaced(normed, "batch-norm", "group-norm") })],
  ["tanh-bn", onSix({ model: replaced(normed, "relu", "tanh") })],
  ["sigmoid-bn", onSix({ model: replaced(normed, "relu", "sigmoid") })],
  ["two-classes", ({ two }) => ({ ...usual, data: { path: two, size: 32 } })],
  ["fourteen", ({ many }) => ({ ...usual, data: { path: many, size: 32 }, epochs: 25 })],
  ["batch-8", onSix({ batch: 8, optimizer: { name: "adam", learningRate: 0.001 } })],
  ["batch-128", onSix({ batch: 128, epochs: 30 })],
  ["imbalance-3", async ({ imbalanced }) => ({ ...usual, data: await imbalanced(3, 5) })],
  ["imbalance-3-balanced", async ({ imbalanced }) => ({ ...usual, data: await imbalanced(3, 5), sampler: "balanced" })],
  [
    "class-weights",
    async ({ imbalanced }) => ({
      ...usual,
      data: await imbalanced(4, 6),
      loss: { name: "cross-entropy", classWeights: "balanced" },
    }),
  ],
  ["averaging", onSix({ averaging: { name: "ema" } })],
  ["dropout", onSix({ model: [...normed.slice(0, -1), { dropout: 0.5 }, { dense: "classes" }] })],
  ["nesterov-low", onSix({ optimizer: { name: "sgd", learningRate: 0.01, momentum: 0.9, nesterov: true } })],
  ["rmsprop-step", onSix({ optimizer: { name: "rmsprop", learningRate: 0.001 }, schedule: { name: "step" } })],
];
