import { wilsonInterval } from "../../train/metrics/wilson.ts";
import type { Check, Suspect } from "../check.ts";
import { confidentLearning } from "../statistics/confidentLearning.ts";
import { noiseFloor, ownProbabilities, softmax } from "../statistics/noiseFloor.ts";
import type { AuditSubject } from "../subject.ts";
import { counted, percent, withInterval } from "../words.ts";

const fewestPhotos = 100;
const leastNoise = 0.03;
/** A network must do this much better than chance before its contradictions mean anything. */
const leastSkill = 0.3;
const shown = 12;

/**
 * Labels that networks contradict which did not see the photo, by confident learning; and whether they contradict more often
 * than hard photos explain.
 */
export const labelErrors: Check = {
  id: "label-errors",
  title: "Likely label errors",
  measure: ({ classes, photos, answers, noAnswers }) => {
    if (answers === undefined) return { verdict: "not-asked", summary: noAnswers };
    const labels = Uint16Array.from(answers.photos, (photo) => photos[photo]!.label);
    const width = classes.length;
    const { temperature, share, interval } = noiseFloor(answers.logits, labels, width);
    const probabilities = new Float64Array(labels.length * width);
    for (let row = 0; row < labels.length; row += 1) {
      probabilities.set(softmax(answers.logits, row, width, temperature), row * width);
    }
    const { noise, suspects: confident } = confidentLearning(probabilities, labels, width);
    const right = labels.reduce((sum, label, row) => sum + (likeliest(probabilities, row, width) === label ? 1 : 0), 0);
    const accuracy = right / labels.length;
    const skill = (accuracy - 1 / width) / (1 - 1 / width);
    const isAble = labels.length >= fewestPhotos && skill >= leastSkill;
    const isConcern = isAble && interval[0] > leastNoise;
    // Those that the noise is made of: by the mixture, the label is more likely wrong than right.
    const wrong = (q: number): number => {
      const byChance = (share * (1 - q)) / (width - 1);
      return byChance / (byChance + (1 - share) * q);
    };
    const ranked = Array.from(labels.keys())
      .map((row) => ({ row, own: probabilities[row * width + labels[row]!]! }))
      .sort((a, b) => a.own - b.own || a.row - b.row);
    const likelyWrong = isConcern ? ranked.filter(({ own }) => wrong(own) > 0.5) : [];
    const isConfident = new Set(confident.map(({ row }) => row));
    const suspects: Suspect[] = ranked
      .slice(0, Math.max(shown, likelyWrong.length))
      .filter(({ row }, place) => place < likelyWrong.length || isConfident.has(row))
      .map(({ row, own }, place) => {
        const likely = likeliest(probabilities, row, width);
        return {
          check: "label-errors",
          path: photos[answers.photos[row]!]!.path,
          reason: `looks like ${classes[likely]} (${percent(probabilities[row * width + likely]!)}), not ${classes[labels[row]!]} (${percent(own)})`,
          score: 1 - own,
          isConcern: place < likelyWrong.length,
          label: classes[labels[row]!]!,
          likelyLabel: classes[likely]!,
        };
      });
    const quantities = [
      {
        id: "label-noise",
        name: "labels that contradict the photo, beyond hard photos; 99 % interval",
        value: share,
        unit: "fraction 0..1",
        interval,
        n: labels.length,
      },
      {
        id: "confident-joint-noise",
        name: "off the diagonal of confident learning's joint",
        value: noise,
        unit: "fraction 0..1",
        n: labels.length,
      },
      {
        id: "confident-suspects",
        name: "photos off that diagonal",
        value: confident.length,
        unit: "photos",
        n: labels.length,
      },
      {
        id: "out-of-sample-accuracy",
        name: `accuracy out of sample, ${answers.folds} folds`,
        value: accuracy,
        unit: "fraction 0..1",
        ...(labels.length === 0 ? {} : { interval: wilsonInterval(right, labels.length)! }),
        n: labels.length,
      },
      {
        id: "temperature",
        name: "temperature of the networks",
        value: temperature,
        unit: "1 calibrated, above: too sure",
      },
    ];
    if (!isAble) {
      return {
        verdict: "cannot-tell",
        summary:
          labels.length < fewestPhotos
            ? `${counted(labels.length, "photo")}, ${fewestPhotos} are needed`
            : `the networks are right on ${percent(accuracy)} only, too little to contradict labels; try more epochs or a backbone`,
        quantities,
        suspects,
      };
    }
    return {
      summary: `noise ${withInterval(share, interval)} of the labels; networks right on ${percent(accuracy)} out of sample`,
      quantities,
      suspects,
      concerns: isConcern
        ? [
            {
              id: "label-noise",
              text: `About ${percent(share)} of the labels (${percent(interval[0])} to ${percent(interval[1])}) contradict their photos; ${counted(likelyWrong.length, "photo is", "photos are")} more likely wrong than right.`,
              value: share,
              threshold: leastNoise,
              source: "proposal: the 99 % interval above 0.03; clean data measured in docs/audit.md",
              hint: "look at the photos of suspects.csv, worst first, and correct their labels",
            },
          ]
        : [],
    };
  },
};

/** The calibrated probability of each photo's own label, by a network that did not see it; lowest first. */
export function labelRanking({
  photos,
  answers,
  classes,
}: Pick<AuditSubject, "photos" | "answers" | "classes">): { path: string; selfConfidence: number }[] {
  if (answers === undefined) return [];
  const labels = Uint16Array.from(answers.photos, (photo) => photos[photo]!.label);
  const { temperature } = noiseFloor(answers.logits, labels, classes.length);
  const own = ownProbabilities(answers.logits, labels, classes.length, temperature);
  return Array.from(own, (selfConfidence, row) => ({ path: photos[answers.photos[row]!]!.path, selfConfidence })).sort(
    (a, b) => a.selfConfidence - b.selfConfidence,
  );
}

function likeliest(probabilities: ArrayLike<number>, row: number, width: number): number {
  let best = 0;
  for (let j = 1; j < width; j += 1) if (probabilities[row * width + j]! > probabilities[row * width + best]!) best = j;
  return best;
}
