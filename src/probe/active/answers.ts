import { likeliest } from "../../train/metrics/likeliest.ts";
import { wilsonInterval } from "../../train/metrics/wilson.ts";
import { defineActiveProbe, type Probed } from "./activeProbe.ts";
import { bestAssignment } from "./assignment.ts";
import { LayerPass } from "./layerPass.ts";
import { samplePhotos } from "./samplePhotos.ts";
import { statesOf } from "./weightsOf.ts";

/** All of the training photos up to this many. */
const mostPhotos = 2048;

/**
 * What the kept weights answer, on training and validation photos as they are: how often they are right, by class too, how often
 * they give their commonest answer, and how much better they would be if the classes had other names.
 */
export const answers = defineActiveProbe({
  id: "answers",
  price: "a forward pass over up to 2,048 training photos and the validation photos",
  canMeasure: ({ kept }) => kept !== undefined,
  measure: async (subject, { signal, onProgress } = {}) => {
    const { dataset, seed, session } = subject;
    const { classes, labels, parts } = dataset;
    const state = (await statesOf({ ...subject, isTraining: false }))[0]?.state;
    if (state === undefined) return [];
    const weights = "kept";
    const found: Probed[] = [];
    const photosOf = { train: samplePhotos(parts.train, mostPhotos, seed), validation: parts.validation };
    const total = photosOf.train.length + photosOf.validation.length;
    const pass = await LayerPass.open(subject.planOf(seed), dataset, ({ logits }) => ({ logits }), session);
    let done = 0;
    try {
      for (const part of ["train", "validation"] as const) {
        const photos = photosOf[part];
        const n = photos.length;
        if (n === 0) continue;
        /** [true class][answer] */
        const confusion = classes.map(() => new Array<number>(classes.length).fill(0));
        await pass.run(
          state,
          photos,
          ({ logits }, some) => {
            some.forEach((photo, row) => {
              confusion[labels[photo]!]![likeliest(logits.data as Float32Array, row, classes.length)]! += 1;
            });
            done += some.length;
            onProgress?.(done, total);
          },
          signal,
        );
        const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
        found.push({
          quantity: "probed-accuracy",
          value: right / n,
          interval: wilsonInterval(right, n)!,
          weights,
          part,
          n,
        });
        if (part === "train") {
          const given = classes.map((_, answer) => confusion.reduce((sum, row) => sum + row[answer]!, 0));
          found.push({ quantity: "likeliest-answer-share", value: Math.max(...given) / n, weights, part, n });
        } else {
          const names = bestAssignment(confusion);
          const renamed = confusion.reduce((sum, row, label) => sum + row[names[label]!]!, 0);
          found.push({ quantity: "relabelled-gain", value: (renamed - right) / n, weights, part, n });
        }
        classes.forEach((name, label) => {
          const own = confusion[label]!.reduce((sum, count) => sum + count, 0);
          if (own === 0) return;
          const known = confusion[label]![label]!;
          const interval = wilsonInterval(known, own)!;
          found.push({ quantity: "class-recall", value: known / own, interval, weights, part, class: name, n: own });
        });
      }
    } finally {
      await pass.release();
    }
    const counts = classes.map((_, label) => parts.train.filter((photo) => labels[photo] === label).length);
    const n = parts.train.length;
    found.push({ quantity: "majority-share", value: Math.max(...counts) / n, weights: "none", part: "train", n });
    return found;
  },
});
