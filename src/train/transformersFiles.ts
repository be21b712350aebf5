import { WrasseError } from "../base/errors.ts";
import { sideForTransformers } from "./inputAdapters.ts";
import type { ModelDescription } from "./modelFile.ts";

/**
 * config.json for transformers.js: the names of the classes, and a model type whose image-classification models take
 * `pixel_values` and give `logits`, which is all that its pipeline looks at.
 */
export function transformersConfig({ classes, input }: ModelDescription): string {
  return toJson({
    architectures: ["ResNetForImageClassification"],
    model_type: "resnet",
    num_channels: 3,
    image_size: sideForTransformers(input.size),
    num_labels: classes.length,
    id2label: Object.fromEntries(classes.map((name, i) => [String(i), name])),
    label2id: Object.fromEntries(classes.map((name, i) => [name, i])),
    // In browsers the pipeline would look for a quantised file, which is not written.
    "transformers.js_config": { dtype: "fp32" },
  });
}

/**
 * preprocessor_config.json: photos come to the model as RGB numbers 0..255, in squares of `sideForTransformers`; the model
 * shrinks and normalises them itself. Lanczos is the one filter of transformers.js in Node that looks at all pixels of a
 * large photo.
 *
 * @throws WrasseError "export-fit-not-known": its padding is at the corner, ours around the photo
 */
export function transformersPreprocessor({ input }: ModelDescription, at: string): string {
  return toJson({
    image_processor_type: "ViTImageProcessor",
    do_convert_rgb: true,
    do_resize: true,
    ...resizing(input, at),
    resample: lanczos,
    do_rescale: false,
    do_normalize: false,
  });
}

/** Pillow's number, which these files use. */
const lanczos = 1;

function resizing({ fit, size }: ModelDescription["input"], at: string): object {
  const side = sideForTransformers(size);
  const square = { width: side, height: side };
  switch (fit) {
    case "stretch":
      return { size: square, do_center_crop: false };
    case "crop":
      return { size: { shortest_edge: side }, do_center_crop: true, crop_size: square };
    case "pad":
      throw new WrasseError("export-fit-not-known", {
        at,
        expected: "a model trained with data.fit stretch or crop, which transformers.js can do",
        got: "data.fit: pad",
        hint: "export it --to onnx and pad the photos yourself, or train with --set data.fit=crop",
      });
    default:
      return fit satisfies never;
  }
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
