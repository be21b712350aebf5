import { median } from "../../base/averages.ts";
import type { Check, Concern, Suspect } from "../check.ts";
import { counted, percent } from "../words.ts";

const mostEnlarged = 0.1;
/** Width over height against the usual one, or the other way round. */
const oddestShape = 3;

/** Width, height, shape, format; and how many photos are smaller than what the network sees. */
export const sizes: Check = {
  id: "sizes",
  title: "Sizes and formats",
  measure: ({ photos, facts, size, classes }) => {
    const known = facts.flatMap((fact, photo) => (fact === null ? [] : [{ fact, photo }]));
    if (known.length === 0) return { verdict: "cannot-tell", summary: "no photo could be measured" };
    const widths = known.map(({ fact }) => fact.width);
    const heights = known.map(({ fact }) => fact.height);
    const shapes = known.map(({ fact }) => fact.width / fact.height);
    const enlarged = known.filter(({ fact }) => Math.min(fact.width, fact.height) < size);
    const turned = known.filter(({ fact }) => fact.isTurned).length;
    const formats = new Map<string, number>();
    for (const { fact } of known) formats.set(fact.format, (formats.get(fact.format) ?? 0) + 1);
    const usual = median(shapes);
    const odd: Suspect[] = known
      .map(({ fact, photo }) => ({ photo, fact, times: factor(fact.width / fact.height, usual) }))
      .filter(({ times }) => times > oddestShape)
      .sort((a, b) => b.times - a.times)
      .map(({ photo, fact, times }) => ({
        check: "sizes",
        path: photos[photo]!.path,
        reason: `${fact.width} x ${fact.height}, ${times.toFixed(1)} times off the usual shape`,
        score: times,
        isConcern: true,
        label: classes[photos[photo]!.label]!,
      }));
    const concerns: Concern[] = [];
    const share = enlarged.length / known.length;
    if (share > mostEnlarged) {
      concerns.push({
        id: "smaller-than-network",
        text: `${percent(share)} of the photos have a side under the ${size} pixels that the network sees.`,
        value: share,
        threshold: mostEnlarged,
        source: "proposal: enlarging adds no detail, and lets a network tell photos by their blur",
        hint: "lower data.size, or use larger photos",
      });
    }
    if (odd.length > 0) {
      concerns.push({
        id: "odd-shapes",
        text: `${counted(odd.length, "photo is", "photos are")} more than ${oddestShape} times wider or higher than usual.`,
        value: odd[0]!.score,
        threshold: oddestShape,
        source: "CleanVision's odd aspect ratio, 0.35",
        hint: "crop them, or see what data.fit: pad or crop does",
      });
    }
    const bounds = (values: readonly number[]): string => `${Math.min(...values)} to ${Math.max(...values)}`;
    return {
      summary:
        `${bounds(widths)} px wide, ${bounds(heights)} px high; ` +
        `${[...formats].map(([format, count]) => `${count} ${format}`).join(", ")}` +
        (enlarged.length > 0 ? `; ${enlarged.length} smaller than ${size} px` : "") +
        (turned > 0 ? `; ${turned} turned upright by EXIF` : ""),
      quantities: [
        { id: "width", name: "width, median", value: median(widths), unit: "pixels", n: known.length },
        { id: "width-least", name: "width, smallest", value: Math.min(...widths), unit: "pixels", n: known.length },
        { id: "width-most", name: "width, largest", value: Math.max(...widths), unit: "pixels", n: known.length },
        { id: "height", name: "height, median", value: median(heights), unit: "pixels", n: known.length },
        { id: "height-least", name: "height, smallest", value: Math.min(...heights), unit: "pixels", n: known.length },
        { id: "height-most", name: "height, largest", value: Math.max(...heights), unit: "pixels", n: known.length },
        { id: "shape", name: "width over height, median", value: usual, unit: "ratio", n: known.length },
        {
          id: "enlarged",
          name: `photos with a side under ${size} pixels`,
          value: share,
          unit: "fraction 0..1",
          n: known.length,
        },
        { id: "turned", name: "photos turned upright by EXIF", value: turned, unit: "photos", n: known.length },
        ...[...formats].map(([format, count]) => ({
          id: `format-${format}`,
          name: `${format} files`,
          value: count,
          unit: "photos",
        })),
      ],
      concerns,
      suspects: odd,
    };
  },
};

function factor(a: number, b: number): number {
  return a > b ? a / b : b / a;
}
