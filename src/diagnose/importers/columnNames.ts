import type { Part } from "../../data/photo.ts";
import type { QuantityOf } from "../../train/record/quantities.ts";

/** What a column of another program's log holds. */
export interface Column {
  readonly quantity: QuantityOf<"run", "epoch">;
  readonly part: Part;
}

const quantityByName: Readonly<Record<string, Column["quantity"]>> = {
  loss: "loss",
  accuracy: "accuracy",
  acc: "accuracy",
  categorical_accuracy: "accuracy",
  sparse_categorical_accuracy: "accuracy",
  binary_accuracy: "accuracy",
  accuracy_top1: "accuracy", // Ultralytics
  precision: "precision",
  recall: "recall",
  lr: "learning-rate",
  learning_rate: "learning-rate",
  learningrate: "learning-rate",
  lr_pg0: "learning-rate", // Ultralytics
};

const partByPrefix: Readonly<Record<string, Part>> = {
  train: "train",
  training: "train",
  val: "validation",
  valid: "validation",
  validation: "validation",
  metrics: "validation", // Ultralytics
  test: "test",
};

/**
 * What a column is by its name, as Keras, Ultralytics and hand-written PyTorch loops call it: "val_loss", "Train Acc",
 * "lr", "metrics/accuracy_top1". Undefined for a name that says none of our quantities.
 */
export function columnNamed(name: string): Column | undefined {
  const plain = plainName(name);
  const own = quantityByName[plain];
  if (own !== undefined) return { quantity: own, part: "train" };
  const [prefix = "", ...rest] = plain.split("_");
  const part = partByPrefix[prefix];
  const quantity = quantityByName[rest.join("_")];
  return part === undefined || quantity === undefined ? undefined : { quantity, part };
}

/** Whether a column counts the epochs. */
export function isEpochColumn(name: string): boolean {
  return ["epoch", "epochs"].includes(plainName(name));
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}
