import { type Draws, draws } from "../../src/base/random.ts";
import type { BodyPlanName } from "../../src/data/aquarium/bodyPlan.ts";
import { allSpecies, type Fin, type Mark, type Species } from "../../src/data/aquarium/species.ts";

/**
 * A species that no field guide has: body, fins, tail and head each after a species of the table, with other
 * proportions, and colours and marks of its own.
 *
 * @param number which one; the first are the table's own species, as they are
 * @returns the same for the same seed and number
 */
export function imaginedSpecies(seed: number, number: number): Species {
  const known = allSpecies[number];
  if (known !== undefined) return known;
  const rng = draws(seed, "pretrain:species", number);
  const parent = (): Species => rng.pick(allSpecies);
  const around = (value: number, by: number): number => value * rng.uniform(1 - by, 1 + by);
  const [body, finned, tailed, headed] = [parent(), parent(), parent(), parent()];
  const plan = rng.chance(0.06) ? "eel" : rng.pick(plansBesideEels);
  const palette = imaginedPalette(rng);
  const accent = imaginedColour(rng);
  const isAccented = rng.chance(0.45);
  const finColour = isAccented ? accent : palette.flank;
  const edge = rng.chance(0.3) ? { edge: imaginedColour(rng) } : {};
  const [low, high] = depths[plan];
  const fins = finned.fins.map(({ side, from, to, heights, sweep, spines }): Fin => {
    const taller = around(1, 0.3);
    return {
      side,
      from,
      to,
      heights: heights.map((height) => height * taller),
      sweep,
      colour: rng.chance(0.75) ? finColour : imaginedColour(rng),
      ...edge,
      ...(spines === undefined ? {} : { spines }),
    };
  });
  return {
    id: `imagined-${number}`,
    commonName: `imagined fish ${number}`,
    body: { plan, depth: rng.uniform(low, high), waves: plan === "eel" ? rng.uniform(0.6, 1) : 0 },
    colours: palette,
    fins,
    tail: {
      length: around(tailed.tail.length, 0.25),
      span: around(tailed.tail.span, 0.25) * (plan === "eel" ? 0.4 : 1),
      fork: Math.max(-0.3, Math.min(0.85, tailed.tail.fork + rng.uniform(-0.2, 0.2))),
      colour: rng.chance(0.6) ? finColour : imaginedColour(rng),
      ...edge,
    },
    pectoral: { at: body.pectoral.at, length: around(body.pectoral.length, 0.3), colour: finColour },
    eye: { at: headed.eye.at, radius: around(headed.eye.radius, 0.3), iris: imaginedColour(rng) },
    gill: headed.gill,
    mouth: headed.mouth,
    scales: rng.uniform(0, 0.8),
    marks: imaginedMarks(rng),
    facts: body.facts,
  };
}

const plansBesideEels: readonly BodyPlanName[] = ["fusiform", "elongate", "oval", "disc", "perch", "box"];

/** Height over length that a body plan may have. */
const depths: Record<BodyPlanName, readonly [number, number]> = {
  fusiform: [0.22, 0.4],
  elongate: [0.16, 0.32],
  oval: [0.36, 0.6],
  disc: [0.5, 0.8],
  perch: [0.32, 0.56],
  eel: [0.09, 0.14],
  box: [0.4, 0.6],
};

/** Dark, pale and coloured coats, each as common; the back darker and the belly paler in most. */
function imaginedPalette(rng: Draws): Species["colours"] {
  const flank = imaginedHsl(rng);
  const shade = rng.uniform(0, 0.22);
  const isPlain = rng.chance(0.35);
  const turn = isPlain ? 0 : rng.normal(0, 25);
  const moved = (by: number, hue: number): string =>
    hexOfHsl(flank.hue + hue, flank.saturation, Math.max(0.04, Math.min(0.96, flank.lightness + by)));
  if (!isPlain && rng.chance(0.2)) {
    return { back: imaginedColour(rng), flank: moved(0, 0), belly: imaginedColour(rng) };
  }
  return { back: moved(-shade, turn), flank: moved(0, 0), belly: moved(shade, -turn) };
}

interface Hsl {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

function imaginedHsl(rng: Draws): Hsl {
  const hue = rng.uniform(0, 360);
  const kind = rng.below(3);
  if (kind === 0) return { hue, saturation: rng.uniform(0, 0.4), lightness: rng.uniform(0.05, 0.28) };
  if (kind === 1) return { hue, saturation: rng.uniform(0, 0.6), lightness: rng.uniform(0.6, 0.95) };
  return { hue, saturation: rng.uniform(0.45, 1), lightness: rng.uniform(0.3, 0.65) };
}

function imaginedColour(rng: Draws): string {
  const { hue, saturation, lightness } = imaginedHsl(rng);
  return hexOfHsl(hue, saturation, lightness);
}

/** "#rrggbb" of a hue in degrees, a saturation and a lightness of 0..1. */
export function hexOfHsl(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (((offset + hue / 30) % 12) + 12) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** None to three kinds of marks, in the order that they are painted. */
function imaginedMarks(rng: Draws): Mark[] {
  const count = rng.pick([0, 1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, () => imaginedMark(rng));
}

function imaginedMark(rng: Draws): Mark {
  const colour = imaginedColour(rng);
  const edge = rng.chance(0.3) ? { edge: imaginedColour(rng) } : {};
  const kind = rng.pick(["bars", "bars", "stripes", "spots", "ocellus", "patch", "patch"] as const);
  switch (kind) {
    case "bars": {
      const bars = rng.pick([1, 1, 2, 3, 4, 5, 6]);
      const first = rng.uniform(0.08, bars === 1 ? 0.95 : 0.3);
      const last = bars === 1 ? first : rng.uniform(Math.max(0.5, first + 0.1 * bars), 1);
      const room = bars === 1 ? 0.25 : (last - first) / (bars - 1);
      return {
        kind,
        at: Array.from({ length: bars }, (_, i) => (bars === 1 ? first : first + i * room)),
        width: Math.min(0.28, room * rng.uniform(0.2, 0.65)),
        colour,
        slant: rng.uniform(-0.06, 0.06),
        ...(rng.chance(0.3) ? { from: rng.uniform(-0.8, 0.2) } : {}),
        ...(rng.chance(0.4) ? { taper: rng.uniform(0.4, 1) } : {}),
        ...edge,
      };
    }
    case "stripes": {
      const stripes = rng.pick([1, 1, 2, 3, 4, 5]);
      const top = rng.uniform(0.1, 0.8);
      const bottom = stripes === 1 ? top : rng.uniform(-0.8, -0.1);
      const gap = stripes === 1 ? 0.6 : (top - bottom) / (stripes - 1);
      return {
        kind,
        at: Array.from({ length: stripes }, (_, i) => (stripes === 1 ? top : top - i * gap)),
        from: rng.uniform(0, 0.3),
        to: rng.uniform(0.7, 1.1),
        width: gap * rng.uniform(0.25, 0.6),
        colour,
        ...edge,
      };
    }
    case "spots":
      return {
        kind,
        count: 8 + rng.below(50),
        radius: rng.uniform(0.01, 0.03),
        colour,
        region: [rng.uniform(0.03, 0.4), rng.uniform(0.6, 0.97), -0.85, 0.9],
      };
    case "ocellus":
      return {
        kind,
        at: [rng.uniform(0.3, 0.95), rng.uniform(-0.3, 0.7)],
        radius: rng.uniform(0.04, 0.1),
        colour,
        ring: imaginedColour(rng),
      };
    case "patch": {
      const [u, t] = [rng.uniform(0, 1), rng.uniform(-0.7, 0.8)];
      const [long, high] = [rng.uniform(0.12, 0.4), rng.uniform(0.3, 1)];
      const corners = Array.from({ length: 6 }, (_, i): readonly [number, number] => {
        const angle = (Math.PI * i) / 3;
        const reach = rng.uniform(0.7, 1.2);
        return [
          Math.max(0, Math.min(1.1, u + long * reach * Math.cos(angle))),
          Math.max(-1, Math.min(1, t + high * reach * Math.sin(angle))),
        ];
      });
      return { kind, corners, colour };
    }
  }
}
