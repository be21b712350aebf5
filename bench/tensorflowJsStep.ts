/**
 * One training step of small-cnn on TensorFlow.js' CPU backend (argument 1: photos in the batch); prints {"ms": ...}.
 * A process of its own, so that it can be stopped when it takes too long.
 */
import * as tf from "@tensorflow/tfjs";

const batch = Number(process.argv[2]);
const size = 64;
const classes = 10;

await tf.setBackend("cpu");
const model = tf.sequential();
for (const [block, filters] of [32, 64, 128].entries()) {
  const inputShape = block === 0 ? { inputShape: [size, size, 3] } : {};
  model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", ...inputShape }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.reLU());
}
model.add(tf.layers.globalAveragePooling2d({ dataFormat: "channelsLast" }));
model.add(tf.layers.dense({ units: classes, activation: "softmax" }));
model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: "categoricalCrossentropy" });

const photos = tf.randomNormal([batch, size, size, 3], 0, 1, "float32", 0);
const labels = tf.oneHot(
  Array.from({ length: batch }, (_, photo) => photo % classes),
  classes,
);
const start = performance.now();
await model.trainOnBatch(photos, labels);
process.stdout.write(`${JSON.stringify({ ms: performance.now() - start })}\n`);
