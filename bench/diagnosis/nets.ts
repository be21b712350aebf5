import { type Config, parseConfig } from "../../src/config/config.ts";

const residualBlock = {
  residual: [
    { conv2d: { filters: 32, kernel: 3 } },
    "batch-norm",
    "relu",
    { conv2d: { filters: 32, kernel: 3 } },
    "batch-norm",
  ],
};

/** Small nets for pictures of 32 px that learn in seconds. */
export const nets = {
  /** The six convolutions of case 3. */
  "six-convolutions": plain(["relu"], [16, 16, "pool", 32, 32, "pool", 32, 32, "pool"]),
  "four-convolutions": plain(["relu"], [16, "pool", 32, "pool", 32, "pool", 64]),
  "batch-norm": plain(["batch-norm", "relu"], [16, "pool", 32, "pool", 32, "pool", 64]),
  "leaky-relu": plain(["leaky-relu"], [16, "pool", 32, "pool", 32, "pool", 64]),
  elu: plain(["elu"], [16, "pool", 32, "pool", 32, "pool", 64]),
  tanh: plain(["tanh"], [16, "pool", 32, "pool", 64], { name: "glorot-uniform" }),
  residual: [
    { conv2d: { filters: 32, kernel: 3 } },
    "batch-norm",
    "relu",
    { "max-pool2d": 2 },
    residualBlock,
    "relu",
    { "max-pool2d": 2 },
    residualBlock,
    "relu",
    "global-average-pool2d",
    { dense: "classes" },
  ],
  "dense-head": [
    ...plain(["relu"], [16, "pool", 32, "pool", 32, "pool"]).slice(0, -2),
    "flatten",
    { dense: 64 },
    "relu",
    { dropout: 0.3 },
    { dense: "classes" },
  ],
} as const;

export type NetName = keyof typeof nets;

/** Optimisers with a learning rate that works for these nets; controls take it as it is, halved and doubled. */
export const optimizers = {
  adam: { name: "adam", learningRate: 0.002 },
  adamw: { name: "adamw", learningRate: 0.002, weightDecay: 0.01 },
  sgd: { name: "sgd", learningRate: 0.03, momentum: 0.9 },
  rmsprop: { name: "rmsprop", learningRate: 0.001 },
} as const;

export type OptimizerName = keyof typeof optimizers;

interface Choice {
  readonly net: NetName;
  readonly optimizer: OptimizerName;
  /** What the learning rate is multiplied by. */
  readonly factor?: number;
  readonly epochs: number;
  readonly seed: number;
  readonly photos: string;
}

/** A whole training of a few seconds. */
export function trainingOf({ net, optimizer, factor = 1, epochs, seed, photos }: Choice): Config {
  const chosen = optimizers[optimizer];
  return parseConfig({
    data: { path: photos, size: 32 },
    model: nets[net],
    loss: { name: "cross-entropy" },
    optimizer: { ...chosen, learningRate: chosen.learningRate * factor },
    schedule: { name: "constant" },
    augmentation: [{ flip: "horizontal" }],
    epochs,
    seed,
    earlyStopping: { patience: 0 },
  });
}

function plain(after: readonly unknown[], widths: readonly (number | "pool")[], initializer?: object): unknown[] {
  const layers = widths.flatMap((width) =>
    width === "pool"
      ? [{ "max-pool2d": 2 }]
      : [{ conv2d: { filters: width, kernel: 3, ...(initializer && { initializer }) } }, ...after],
  );
  return [...layers, "global-average-pool2d", { dense: "classes" }];
}
