/**
 * Outlines of fish bodies. Body coordinates: `u` runs from the snout (0) to the root of the tail (1); heights are in
 * body lengths, above (dorsal) and below (ventral) the spine.
 */

/** Where along the body the heights of a plan are given. */
const stations = [0, 0.04, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85, 1] as const;

interface PlanHeights {
  /** Height above the spine at each station, 1 is half the body's depth. */
  readonly dorsal: readonly number[];
  readonly ventral: readonly number[];
}

export type BodyPlanName = "fusiform" | "elongate" | "oval" | "disc" | "perch" | "eel" | "box";

const plans: Record<BodyPlanName, PlanHeights> = {
  fusiform: {
    dorsal: [0, 0.34, 0.64, 0.92, 1, 0.9, 0.62, 0.28, 0.08],
    ventral: [0, 0.32, 0.62, 0.92, 1, 0.88, 0.58, 0.26, 0.08],
  },
  elongate: {
    dorsal: [0, 0.4, 0.7, 0.93, 1, 1, 0.93, 0.76, 0.56],
    ventral: [0, 0.36, 0.68, 0.93, 1, 0.98, 0.9, 0.74, 0.56],
  },
  oval: {
    dorsal: [0, 0.36, 0.7, 0.96, 1.02, 0.97, 0.8, 0.5, 0.34],
    ventral: [0, 0.34, 0.62, 0.9, 1, 0.96, 0.78, 0.48, 0.34],
  },
  disc: {
    dorsal: [0, 0.16, 0.46, 0.88, 1.04, 1.02, 0.84, 0.4, 0.17],
    ventral: [0, 0.16, 0.44, 0.8, 0.97, 0.97, 0.8, 0.38, 0.17],
  },
  perch: {
    dorsal: [0, 0.28, 0.62, 0.96, 1.08, 0.98, 0.78, 0.5, 0.34],
    ventral: [0, 0.34, 0.6, 0.84, 0.9, 0.86, 0.7, 0.46, 0.34],
  },
  eel: {
    dorsal: [0, 0.5, 0.86, 1.05, 0.98, 0.92, 0.86, 0.66, 0.06],
    ventral: [0, 0.46, 0.8, 1, 0.98, 0.92, 0.82, 0.62, 0.06],
  },
  box: {
    dorsal: [0, 0.5, 0.84, 1, 1.02, 1, 0.92, 0.56, 0.24],
    ventral: [0, 0.5, 0.86, 1.02, 1.04, 1.02, 0.92, 0.52, 0.24],
  },
};

/** The upper and lower edge of one body. */
export interface Outline {
  /** Height of the back above the spine at u, in body lengths. */
  dorsal(u: number): number;
  /** Depth of the belly below the spine at u, in body lengths, positive. */
  ventral(u: number): number;
}

/**
 * The outline of a body plan at a given depth.
 * @param depth greatest height of the body over its length, e.g. 0.25 for a wrasse, 0.7 for a butterflyfish
 */
export function outlineOf(plan: BodyPlanName, depth: number): Outline {
  const { dorsal, ventral } = tables[plan];
  return {
    dorsal: (u) => (lookUp(dorsal, u) * depth) / 2,
    ventral: (u) => (lookUp(ventral, u) * depth) / 2,
  };
}

/** Heights at even steps of the root of u: looked up thousands of times a picture. */
const tableSteps = 200;
const tabulated = (heights: readonly number[]): Float64Array =>
  Float64Array.from({ length: tableSteps + 1 }, (_, i) => heightAt(heights, (i / tableSteps) ** 2));
const tables = Object.fromEntries(
  Object.entries(plans).map(([name, { dorsal, ventral }]) => [
    name,
    { dorsal: tabulated(dorsal), ventral: tabulated(ventral) },
  ]),
) as Record<BodyPlanName, { readonly dorsal: Float64Array; readonly ventral: Float64Array }>;

function lookUp(table: Float64Array, u: number): number {
  const place = Math.sqrt(Math.max(0, Math.min(1, u))) * tableSteps;
  const index = Math.min(tableSteps - 1, Math.floor(place));
  return table[index]! + (table[index + 1]! - table[index]!) * (place - index);
}

/** Heights are interpolated over the root of u (Catmull and Rom), which makes every snout round. */
function heightAt(heights: readonly number[], u: number): number {
  const place = Math.max(0, Math.min(1, u));
  let i = 0;
  while (i < stations.length - 2 && stations[i + 1]! <= place) i += 1;
  const x0 = Math.sqrt(stations[i]!);
  const x1 = Math.sqrt(stations[i + 1]!);
  const t = (Math.sqrt(place) - x0) / (x1 - x0);
  const slope = (k: number): number => {
    const low = Math.max(0, k - 1);
    const high = Math.min(stations.length - 1, k + 1);
    return (heights[high]! - heights[low]!) / (Math.sqrt(stations[high]!) - Math.sqrt(stations[low]!));
  };
  const span = x1 - x0;
  const t2 = t * t;
  const t3 = t2 * t;
  return (
    (2 * t3 - 3 * t2 + 1) * heights[i]! +
    (t3 - 2 * t2 + t) * span * slope(i) +
    (3 * t2 - 2 * t3) * heights[i + 1]! +
    (t3 - t2) * span * slope(i + 1)
  );
}
