import type { BodyPlanName } from "./bodyPlan.ts";

/**
 * The species of the aquarium, as plain data: looks as field guides describe them, and facts for the metadata.
 *
 * On the body, `u` is 0 at the snout and 1 at the root of the tail; `t` is 1 at the back, 0 on the spine, -1 at the
 * belly. Lengths are in body lengths. Source: descriptions and typical sizes as in FishBase, rounded.
 */
export interface Species {
  /** Scientific name in kebab-case: the name of its class. */
  readonly id: string;
  readonly commonName: string;
  readonly body: {
    readonly plan: BodyPlanName;
    /** Height over length. */
    readonly depth: number;
    /** How much the spine snakes, in radians; 0 for all but eels. */
    readonly waves: number;
  };
  readonly colours: { readonly back: string; readonly flank: string; readonly belly: string };
  readonly fins: readonly Fin[];
  readonly tail: Tail;
  readonly pectoral: { readonly at: readonly [u: number, t: number]; readonly length: number; readonly colour: string };
  readonly eye: {
    readonly at: readonly [u: number, t: number];
    readonly radius: number;
    readonly iris: string;
  };
  /** Where the gill cover ends. */
  readonly gill: number;
  readonly mouth: { readonly length: number; readonly droop: number };
  /** How strongly scales show, 0..1. */
  readonly scales: number;
  readonly marks: readonly Mark[];
  readonly facts: Facts;
}

/** An unpaired fin, or the pelvic one, on the outline of the body. */
export interface Fin {
  readonly side: "dorsal" | "ventral";
  readonly from: number;
  readonly to: number;
  /** Heights at even steps from front to rear. */
  readonly heights: readonly number[];
  /** How far the tips lean backwards, as a share of their height. */
  readonly sweep: number;
  readonly colour: string;
  readonly edge?: string;
  /** Share of the fin, from the front, that has spines standing out; default 0. */
  readonly spines?: number;
}

export interface Tail {
  readonly length: number;
  /** Half the height of the spread tail. */
  readonly span: number;
  /** Depth of the fork over the length: below 0 rounded, 0 straight, 0.4 forked, 0.8 a crescent. */
  readonly fork: number;
  readonly colour: string;
  readonly edge?: string;
}

export type Mark =
  | {
      /** Bands across the body, from belly to back unless `from` and `to` say less. */
      readonly kind: "bars";
      readonly at: readonly number[];
      readonly width: number;
      readonly colour: string;
      readonly edge?: string;
      readonly slant?: number;
      readonly from?: number;
      readonly to?: number;
      /** Share of the width that is left at the belly; default 1. */
      readonly taper?: number;
    }
  | {
      /** Bands along the body. */
      readonly kind: "stripes";
      /** Each stripe's t where it begins. */
      readonly at: readonly number[];
      /** Each stripe's t where it ends; default as it began. */
      readonly endAt?: readonly number[];
      readonly from: number;
      readonly to: number;
      /** In units of t. */
      readonly width: number;
      readonly endWidth?: number;
      readonly colour: string;
      readonly edge?: string;
    }
  | {
      readonly kind: "spots";
      readonly count: number;
      readonly radius: number;
      readonly colour: string;
      readonly ring?: string;
      /** Where they lie: u from, u to, t from, t to. */
      readonly region: readonly [number, number, number, number];
    }
  | {
      readonly kind: "ocellus";
      readonly at: readonly [u: number, t: number];
      readonly radius: number;
      readonly colour: string;
      readonly ring: string;
    }
  | {
      /** An area with corners (u, t), rounded off. */
      readonly kind: "patch";
      readonly corners: readonly (readonly [u: number, t: number])[];
      readonly colour: string;
    };

export interface Facts {
  readonly lengthCm: number;
  /** a of weight = a * length^3, in g/cm^3. */
  readonly stoutness: number;
  readonly depthM: number;
  readonly habitat: Habitat;
  readonly catchPlace: CatchPlace;
}

export const habitats = ["coral-reef", "lagoon", "rubble", "sea-grass", "open-sea", "harbour"] as const;
export type Habitat = (typeof habitats)[number];

export const catchPlaces = [
  "banda",
  "bunaken",
  "gili",
  "komodo",
  "lembeh",
  "raja-ampat",
  "seribu",
  "wakatobi",
] as const;
export type CatchPlace = (typeof catchPlaces)[number];

/** Ordered so that the first twelve are varied and hold three look-alike pairs. */
export const allSpecies: readonly Species[] = [
  {
    id: "amphiprion-ocellaris",
    commonName: "clown anemonefish",
    body: { plan: "oval", depth: 0.46, waves: 0 },
    colours: { back: "#e2621b", flank: "#f58220", belly: "#f9a14a" },
    fins: [
      {
        side: "dorsal",
        from: 0.3,
        to: 0.9,
        heights: [0.05, 0.1, 0.1, 0.08, 0.13, 0.12, 0.04],
        sweep: 0.5,
        colour: "#ef7a1d",
        edge: "#1b1410",
        spines: 0.5,
      },
      {
        side: "ventral",
        from: 0.62,
        to: 0.9,
        heights: [0.05, 0.13, 0.14, 0.05],
        sweep: 0.6,
        colour: "#ef7a1d",
        edge: "#1b1410",
      },
      {
        side: "ventral",
        from: 0.34,
        to: 0.44,
        heights: [0.08, 0.17, 0.06],
        sweep: 0.8,
        colour: "#ef7a1d",
        edge: "#1b1410",
      },
    ],
    tail: { length: 0.24, span: 0.17, fork: -0.25, colour: "#f08a2c", edge: "#1b1410" },
    pectoral: { at: [0.33, -0.2], length: 0.19, colour: "#f4862a" },
    eye: { at: [0.13, 0.28], radius: 0.036, iris: "#c4551a" },
    gill: 0.27,
    mouth: { length: 0.05, droop: 0.5 },
    scales: 0.25,
    marks: [
      { kind: "bars", at: [0.27], width: 0.095, colour: "#fbfbf6", edge: "#1b1410", slant: -0.03 },
      { kind: "bars", at: [0.6], width: 0.12, colour: "#fbfbf6", edge: "#1b1410", slant: 0.05, taper: 0.6 },
      { kind: "bars", at: [0.95], width: 0.07, colour: "#fbfbf6", edge: "#1b1410" },
    ],
    facts: { lengthCm: 8, stoutness: 0.024, depthM: 7, habitat: "lagoon", catchPlace: "bunaken" },
  },
  {
    id: "amphiprion-clarkii",
    commonName: "yellowtail clownfish",
    body: { plan: "oval", depth: 0.5, waves: 0 },
    colours: { back: "#1d1512", flank: "#2c1c12", belly: "#e08a1e" },
    fins: [
      {
        side: "dorsal",
        from: 0.3,
        to: 0.9,
        heights: [0.05, 0.1, 0.1, 0.09, 0.12, 0.11, 0.04],
        sweep: 0.5,
        colour: "#2a1a10",
        spines: 0.5,
      },
      { side: "ventral", from: 0.62, to: 0.9, heights: [0.05, 0.13, 0.13, 0.05], sweep: 0.6, colour: "#e8a020" },
      { side: "ventral", from: 0.34, to: 0.44, heights: [0.08, 0.17, 0.06], sweep: 0.8, colour: "#f0a81f" },
    ],
    tail: { length: 0.26, span: 0.18, fork: 0.12, colour: "#f6c433" },
    pectoral: { at: [0.33, -0.2], length: 0.19, colour: "#f2b023" },
    eye: { at: [0.13, 0.28], radius: 0.038, iris: "#8a4a12" },
    gill: 0.27,
    mouth: { length: 0.05, droop: 0.5 },
    scales: 0.25,
    marks: [
      {
        kind: "patch",
        corners: [
          [0, 0.4],
          [0.09, 0.7],
          [0.16, 0.2],
          [0.18, -0.9],
          [0.04, -0.8],
        ],
        colour: "#e8921f",
      },
      { kind: "bars", at: [0.27], width: 0.09, colour: "#f4f6f4", slant: -0.03 },
      { kind: "bars", at: [0.62], width: 0.1, colour: "#f4f6f4", slant: 0.03, taper: 0.7 },
      { kind: "bars", at: [0.97], width: 0.05, colour: "#f7e9b8" },
    ],
    facts: { lengthCm: 11, stoutness: 0.026, depthM: 15, habitat: "coral-reef", catchPlace: "lembeh" },
  },
  {
    id: "acanthurus-triostegus",
    commonName: "convict surgeonfish",
    body: { plan: "disc", depth: 0.56, waves: 0 },
    colours: { back: "#aeb59a", flank: "#cfd3bd", belly: "#eeeee2" },
    fins: [
      {
        side: "dorsal",
        from: 0.26,
        to: 0.95,
        heights: [0.03, 0.07, 0.09, 0.1, 0.11, 0.11, 0.05],
        sweep: 0.5,
        colour: "#c3c7a8",
      },
      { side: "ventral", from: 0.46, to: 0.95, heights: [0.04, 0.07, 0.09, 0.1, 0.05], sweep: 0.5, colour: "#d3d6c0" },
      { side: "ventral", from: 0.3, to: 0.38, heights: [0.06, 0.12, 0.03], sweep: 0.9, colour: "#dcdecb" },
    ],
    tail: { length: 0.22, span: 0.2, fork: 0.2, colour: "#c9cdb4" },
    pectoral: { at: [0.31, -0.1], length: 0.18, colour: "#dfe1cf" },
    eye: { at: [0.15, 0.42], radius: 0.03, iris: "#7a7450" },
    gill: 0.26,
    mouth: { length: 0.03, droop: 1 },
    scales: 0.1,
    marks: [
      { kind: "bars", at: [0.15], width: 0.024, colour: "#16150f", slant: 0.02 },
      { kind: "bars", at: [0.33, 0.49, 0.65, 0.81], width: 0.024, colour: "#16150f", to: 0.98, from: -0.75 },
      { kind: "bars", at: [0.96], width: 0.03, colour: "#16150f", from: 0 },
    ],
    facts: { lengthCm: 17, stoutness: 0.03, depthM: 5, habitat: "rubble", catchPlace: "gili" },
  },
  {
    id: "abudefduf-vaigiensis",
    commonName: "sergeant major",
    body: { plan: "disc", depth: 0.54, waves: 0 },
    colours: { back: "#e0c73c", flank: "#b9cfd0", belly: "#eef2ee" },
    fins: [
      {
        side: "dorsal",
        from: 0.28,
        to: 0.92,
        heights: [0.05, 0.08, 0.09, 0.09, 0.14, 0.13, 0.03],
        sweep: 0.6,
        colour: "#b8b86a",
        spines: 0.55,
      },
      { side: "ventral", from: 0.58, to: 0.92, heights: [0.04, 0.12, 0.12, 0.03], sweep: 0.7, colour: "#a9b9b6" },
      { side: "ventral", from: 0.31, to: 0.4, heights: [0.07, 0.15, 0.03], sweep: 0.9, colour: "#c6d2ce" },
    ],
    tail: { length: 0.27, span: 0.2, fork: 0.42, colour: "#9eb0b0" },
    pectoral: { at: [0.32, -0.05], length: 0.18, colour: "#c5d4d2" },
    eye: { at: [0.13, 0.34], radius: 0.036, iris: "#8a8f6e" },
    gill: 0.26,
    mouth: { length: 0.04, droop: 0.5 },
    scales: 0.5,
    marks: [
      { kind: "bars", at: [0.28, 0.44, 0.6, 0.76, 0.92], width: 0.052, colour: "#1a1f24", taper: 0.45, from: -0.85 },
    ],
    facts: { lengthCm: 14, stoutness: 0.025, depthM: 4, habitat: "coral-reef", catchPlace: "seribu" },
  },
  {
    id: "labroides-dimidiatus",
    commonName: "bluestreak cleaner wrasse",
    body: { plan: "elongate", depth: 0.23, waves: 0 },
    colours: { back: "#5aa7e0", flank: "#9cd0f2", belly: "#e4f0f4" },
    fins: [
      {
        side: "dorsal",
        from: 0.28,
        to: 0.95,
        heights: [0.03, 0.05, 0.06, 0.06, 0.06, 0.05],
        sweep: 0.6,
        colour: "#3f86d0",
        edge: "#12161c",
      },
      { side: "ventral", from: 0.55, to: 0.95, heights: [0.03, 0.05, 0.06, 0.05], sweep: 0.6, colour: "#5b9fdc" },
      { side: "ventral", from: 0.29, to: 0.35, heights: [0.03, 0.07, 0.02], sweep: 0.9, colour: "#cfe4f0" },
    ],
    tail: { length: 0.2, span: 0.1, fork: -0.05, colour: "#4795dd" },
    pectoral: { at: [0.28, -0.15], length: 0.12, colour: "#cfe6f4" },
    eye: { at: [0.11, 0.25], radius: 0.024, iris: "#a63c22" },
    gill: 0.22,
    mouth: { length: 0.05, droop: 0.2 },
    scales: 0.1,
    marks: [
      { kind: "stripes", at: [0.1], endAt: [0.05], from: 0.01, to: 1.2, width: 0.3, endWidth: 1.15, colour: "#0e1116" },
      { kind: "stripes", at: [0.92], from: 0.05, to: 0.9, width: 0.16, colour: "#2a5fa8" },
    ],
    facts: { lengthCm: 9.5, stoutness: 0.011, depthM: 12, habitat: "coral-reef", catchPlace: "wakatobi" },
  },
  {
    id: "aspidontus-taeniatus",
    commonName: "false cleanerfish",
    body: { plan: "elongate", depth: 0.2, waves: 0 },
    colours: { back: "#86b6d8", flank: "#b4d4ea", belly: "#eaf0f0" },
    fins: [
      {
        side: "dorsal",
        from: 0.16,
        to: 0.97,
        heights: [0.04, 0.07, 0.075, 0.075, 0.075, 0.07],
        sweep: 0.5,
        colour: "#5d97cc",
        edge: "#12161c",
      },
      { side: "ventral", from: 0.45, to: 0.97, heights: [0.03, 0.06, 0.065, 0.06], sweep: 0.5, colour: "#8fb6d6" },
      { side: "ventral", from: 0.2, to: 0.24, heights: [0.02, 0.05, 0.01], sweep: 0.9, colour: "#cfe4f0" },
    ],
    tail: { length: 0.18, span: 0.1, fork: -0.25, colour: "#7db2e0" },
    pectoral: { at: [0.26, -0.2], length: 0.1, colour: "#e6c9a0" },
    eye: { at: [0.12, 0.3], radius: 0.028, iris: "#d8c28a" },
    gill: 0.21,
    mouth: { length: 0.05, droop: 2.4 },
    scales: 0,
    marks: [
      {
        kind: "patch",
        corners: [
          [0, 0.7],
          [0.2, 0.95],
          [0.24, 0],
          [0.16, -0.6],
          [0, -0.4],
        ],
        colour: "#cdbf98",
      },
      { kind: "stripes", at: [0.15], endAt: [0.1], from: 0.06, to: 1.18, width: 0.3, endWidth: 1.0, colour: "#0e1116" },
    ],
    facts: { lengthCm: 10.5, stoutness: 0.009, depthM: 18, habitat: "rubble", catchPlace: "komodo" },
  },
  {
    id: "chaetodon-lunulatus",
    commonName: "oval butterflyfish",
    body: { plan: "disc", depth: 0.68, waves: 0 },
    colours: { back: "#e8b12a", flank: "#f6cf4a", belly: "#fbdf7c" },
    fins: [
      {
        side: "dorsal",
        from: 0.26,
        to: 0.97,
        heights: [0.05, 0.08, 0.09, 0.11, 0.14, 0.14, 0.05],
        sweep: 0.5,
        colour: "#f2d98a",
        edge: "#b08328",
        spines: 0.45,
      },
      {
        side: "ventral",
        from: 0.52,
        to: 0.97,
        heights: [0.06, 0.12, 0.14, 0.12, 0.05],
        sweep: 0.5,
        colour: "#d8452a",
        edge: "#f6d25a",
      },
      { side: "ventral", from: 0.3, to: 0.38, heights: [0.08, 0.18, 0.04], sweep: 0.8, colour: "#f4cc48" },
    ],
    tail: { length: 0.18, span: 0.15, fork: -0.08, colour: "#f0e2b0", edge: "#201a16" },
    pectoral: { at: [0.34, -0.12], length: 0.18, colour: "#f8e29a" },
    eye: { at: [0.14, 0.36], radius: 0.034, iris: "#e8c020" },
    gill: 0.27,
    mouth: { length: 0.035, droop: 0.3 },
    scales: 0.25,
    marks: [
      {
        kind: "stripes",
        at: [0.78, 0.52, 0.28, 0.04, -0.2, -0.44, -0.68],
        endAt: [0.66, 0.44, 0.22, 0, -0.22, -0.44, -0.66],
        from: 0.29,
        to: 0.93,
        width: 0.055,
        colour: "#5b5a94",
      },
      { kind: "bars", at: [0.14], width: 0.055, colour: "#15110f", slant: 0.02 },
      { kind: "bars", at: [0.05], width: 0.05, colour: "#15110f" },
      { kind: "bars", at: [0.24], width: 0.022, colour: "#fdf6c8", slant: 0.02 },
      { kind: "bars", at: [0.985], width: 0.03, colour: "#15110f" },
    ],
    facts: { lengthCm: 12, stoutness: 0.036, depthM: 9, habitat: "coral-reef", catchPlace: "raja-ampat" },
  },
  {
    id: "paracanthurus-hepatus",
    commonName: "blue tang",
    body: { plan: "disc", depth: 0.5, waves: 0 },
    colours: { back: "#1f49c9", flank: "#2b62e6", belly: "#4a7df0" },
    fins: [
      {
        side: "dorsal",
        from: 0.22,
        to: 0.96,
        heights: [0.03, 0.06, 0.08, 0.08, 0.08, 0.08, 0.04],
        sweep: 0.5,
        colour: "#2a5be0",
        edge: "#0c0f1c",
      },
      {
        side: "ventral",
        from: 0.44,
        to: 0.96,
        heights: [0.03, 0.06, 0.07, 0.07, 0.04],
        sweep: 0.5,
        colour: "#2a5be0",
        edge: "#0c0f1c",
      },
      { side: "ventral", from: 0.29, to: 0.36, heights: [0.05, 0.11, 0.03], sweep: 0.9, colour: "#2350d4" },
    ],
    tail: { length: 0.23, span: 0.2, fork: 0.15, colour: "#f7d21e", edge: "#0c0f1c" },
    pectoral: { at: [0.3, -0.05], length: 0.17, colour: "#f2d23c" },
    eye: { at: [0.14, 0.42], radius: 0.03, iris: "#1d2f6a" },
    gill: 0.25,
    mouth: { length: 0.03, droop: 1 },
    scales: 0.08,
    marks: [
      {
        kind: "patch",
        corners: [
          [0.12, 0.62],
          [0.24, 0.98],
          [0.55, 0.99],
          [0.86, 0.97],
          [0.99, 0.5],
          [0.9, -0.1],
          [0.74, -0.45],
          [0.54, -0.5],
          [0.4, -0.2],
          [0.32, 0.25],
          [0.22, 0.4],
        ],
        colour: "#0b0e1c",
      },
      {
        kind: "patch",
        corners: [
          [0.44, 0.22],
          [0.58, 0.42],
          [0.74, 0.3],
          [0.76, 0.02],
          [0.62, -0.18],
          [0.5, -0.08],
        ],
        colour: "#2f68ea",
      },
      {
        kind: "patch",
        corners: [
          [0.86, 0],
          [1.02, 0.85],
          [1.02, -0.85],
        ],
        colour: "#f7d21e",
      },
    ],
    facts: { lengthCm: 21, stoutness: 0.028, depthM: 20, habitat: "coral-reef", catchPlace: "banda" },
  },
  {
    id: "ostracion-cubicus",
    commonName: "yellow boxfish",
    body: { plan: "box", depth: 0.5, waves: 0 },
    colours: { back: "#e9bd17", flank: "#f7d62e", belly: "#f8e06a" },
    fins: [
      { side: "dorsal", from: 0.78, to: 0.88, heights: [0.08, 0.16, 0.12], sweep: 0.8, colour: "#eec93a" },
      { side: "ventral", from: 0.8, to: 0.89, heights: [0.08, 0.15, 0.1], sweep: 0.8, colour: "#eec93a" },
    ],
    tail: { length: 0.27, span: 0.12, fork: -0.2, colour: "#e8c23c" },
    pectoral: { at: [0.36, -0.15], length: 0.13, colour: "#f2d65a" },
    eye: { at: [0.17, 0.45], radius: 0.05, iris: "#d8c890" },
    gill: 0.29,
    mouth: { length: 0.02, droop: 1.5 },
    scales: 0,
    marks: [{ kind: "spots", count: 26, radius: 0.022, colour: "#17140c", region: [0.08, 0.95, -0.85, 0.9] }],
    facts: { lengthCm: 24, stoutness: 0.045, depthM: 13, habitat: "lagoon", catchPlace: "lembeh" },
  },
  {
    id: "gymnothorax-favagineus",
    commonName: "honeycomb moray",
    body: { plan: "eel", depth: 0.105, waves: 0.9 },
    colours: { back: "#cfc7a4", flank: "#ece6cc", belly: "#f4f0dc" },
    fins: [
      {
        side: "dorsal",
        from: 0.2,
        to: 0.99,
        heights: [0.01, 0.035, 0.04, 0.04, 0.035, 0.02],
        sweep: 0.3,
        colour: "#d4ccaa",
        edge: "#f4f0e0",
      },
      { side: "ventral", from: 0.5, to: 0.99, heights: [0.01, 0.025, 0.025, 0.015], sweep: 0.3, colour: "#d4ccaa" },
    ],
    tail: { length: 0.03, span: 0.02, fork: -0.4, colour: "#d4ccaa" },
    pectoral: { at: [0.2, 0], length: 0, colour: "#d4ccaa" },
    eye: { at: [0.055, 0.4], radius: 0.011, iris: "#d8c878" },
    gill: 0.17,
    mouth: { length: 0.08, droop: 0.15 },
    scales: 0,
    marks: [{ kind: "spots", count: 60, radius: 0.0115, colour: "#1d1812", region: [0.03, 0.97, -0.85, 0.95] }],
    facts: { lengthCm: 110, stoutness: 0.0016, depthM: 25, habitat: "rubble", catchPlace: "wakatobi" },
  },
  {
    id: "lutjanus-kasmira",
    commonName: "bluestripe snapper",
    body: { plan: "perch", depth: 0.37, waves: 0 },
    colours: { back: "#e9b813", flank: "#f7d02c", belly: "#f4efdc" },
    fins: [
      {
        side: "dorsal",
        from: 0.28,
        to: 0.92,
        heights: [0.04, 0.1, 0.11, 0.09, 0.08, 0.1, 0.05],
        sweep: 0.5,
        colour: "#f2c62c",
        spines: 0.6,
      },
      { side: "ventral", from: 0.68, to: 0.88, heights: [0.05, 0.11, 0.05], sweep: 0.7, colour: "#f4cd3c" },
      { side: "ventral", from: 0.32, to: 0.4, heights: [0.06, 0.13, 0.03], sweep: 0.9, colour: "#f4d65a" },
    ],
    tail: { length: 0.24, span: 0.18, fork: 0.32, colour: "#f3c51f" },
    pectoral: { at: [0.32, -0.2], length: 0.19, colour: "#f6da72" },
    eye: { at: [0.16, 0.32], radius: 0.036, iris: "#d89a28" },
    gill: 0.29,
    mouth: { length: 0.1, droop: 0.5 },
    scales: 0.4,
    marks: [
      {
        kind: "stripes",
        at: [0.7, 0.36, 0.02, -0.3],
        endAt: [0.8, 0.36, 0, -0.4],
        from: 0.08,
        to: 0.92,
        width: 0.11,
        endWidth: 0.08,
        colour: "#5fb4ea",
        edge: "#2c4f8c",
      },
    ],
    facts: { lengthCm: 26, stoutness: 0.018, depthM: 35, habitat: "coral-reef", catchPlace: "komodo" },
  },
  {
    id: "thunnus-albacares",
    commonName: "yellowfin tuna",
    body: { plan: "fusiform", depth: 0.28, waves: 0 },
    colours: { back: "#12284e", flank: "#8aa0b4", belly: "#eef2f2" },
    fins: [
      { side: "dorsal", from: 0.32, to: 0.5, heights: [0.1, 0.07, 0.03], sweep: 0.9, colour: "#4a5a6a", spines: 1 },
      { side: "dorsal", from: 0.56, to: 0.64, heights: [0.12, 0.19, 0.02], sweep: 1, colour: "#efc61f" },
      { side: "ventral", from: 0.6, to: 0.68, heights: [0.12, 0.18, 0.02], sweep: 1, colour: "#efc61f" },
      {
        side: "dorsal",
        from: 0.68,
        to: 0.95,
        heights: [0.02, 0.022, 0.018, 0.012],
        sweep: 1.2,
        colour: "#f2cf2a",
        spines: 1,
      },
      {
        side: "ventral",
        from: 0.72,
        to: 0.95,
        heights: [0.02, 0.022, 0.018, 0.012],
        sweep: 1.2,
        colour: "#f2cf2a",
        spines: 1,
      },
      { side: "ventral", from: 0.3, to: 0.36, heights: [0.04, 0.08, 0.02], sweep: 0.9, colour: "#b9c4c8" },
    ],
    tail: { length: 0.2, span: 0.2, fork: 0.78, colour: "#3d4e62" },
    pectoral: { at: [0.29, 0.05], length: 0.24, colour: "#53616e" },
    eye: { at: [0.1, 0.2], radius: 0.023, iris: "#c4ccd0" },
    gill: 0.25,
    mouth: { length: 0.08, droop: 0.35 },
    scales: 0,
    marks: [
      { kind: "stripes", at: [0.38], endAt: [0.2], from: 0.2, to: 0.98, width: 0.12, endWidth: 0.2, colour: "#d9c25e" },
    ],
    facts: { lengthCm: 140, stoutness: 0.02, depthM: 80, habitat: "open-sea", catchPlace: "banda" },
  },
  {
    id: "pomacanthus-imperator",
    commonName: "emperor angelfish",
    body: { plan: "disc", depth: 0.6, waves: 0 },
    colours: { back: "#27408f", flank: "#2c4aa8", belly: "#3656b4" },
    fins: [
      {
        side: "dorsal",
        from: 0.28,
        to: 0.98,
        heights: [0.05, 0.07, 0.08, 0.1, 0.14, 0.13, 0.05],
        sweep: 0.6,
        colour: "#3a62b8",
        edge: "#8cc4ee",
        spines: 0.4,
      },
      {
        side: "ventral",
        from: 0.5,
        to: 0.98,
        heights: [0.06, 0.1, 0.12, 0.12, 0.05],
        sweep: 0.6,
        colour: "#23356e",
        edge: "#5a9ade",
      },
      { side: "ventral", from: 0.3, to: 0.38, heights: [0.08, 0.17, 0.04], sweep: 0.9, colour: "#23356e" },
    ],
    tail: { length: 0.18, span: 0.16, fork: -0.2, colour: "#f6cf2a" },
    pectoral: { at: [0.35, -0.1], length: 0.18, colour: "#2b3d74" },
    eye: { at: [0.15, 0.36], radius: 0.033, iris: "#d0a428" },
    gill: 0.27,
    mouth: { length: 0.04, droop: 0.4 },
    scales: 0.15,
    marks: [
      {
        kind: "patch",
        corners: [
          [0, 0.6],
          [0.1, 0.95],
          [0.12, 0],
          [0.1, -0.95],
          [0, -0.6],
        ],
        colour: "#dfe6ee",
      },
      {
        kind: "stripes",
        at: [0.86, 0.66, 0.46, 0.26, 0.06, -0.14, -0.34, -0.54, -0.74],
        endAt: [0.98, 0.8, 0.6, 0.4, 0.2, 0, -0.2, -0.4, -0.6],
        from: 0.34,
        to: 0.97,
        width: 0.085,
        colour: "#f4d13a",
      },
      { kind: "bars", at: [0.155], width: 0.07, colour: "#0f1838", slant: 0.02, edge: "#5aa0e6" },
      { kind: "bars", at: [0.3], width: 0.075, colour: "#0f1638", to: 0.75, slant: 0.03, edge: "#5aa0e6" },
      {
        kind: "patch",
        corners: [
          [0.95, 0],
          [1.03, 0.95],
          [1.03, -0.95],
        ],
        colour: "#f6cf2a",
      },
    ],
    facts: { lengthCm: 31, stoutness: 0.034, depthM: 30, habitat: "coral-reef", catchPlace: "raja-ampat" },
  },
  {
    id: "zebrasoma-flavescens",
    commonName: "yellow tang",
    body: { plan: "disc", depth: 0.64, waves: 0 },
    colours: { back: "#f0c500", flank: "#fbdc16", belly: "#fde84c" },
    fins: [
      {
        side: "dorsal",
        from: 0.24,
        to: 0.97,
        heights: [0.06, 0.13, 0.16, 0.18, 0.19, 0.17, 0.06],
        sweep: 0.5,
        colour: "#f4cf10",
      },
      { side: "ventral", from: 0.46, to: 0.97, heights: [0.06, 0.12, 0.15, 0.14, 0.06], sweep: 0.5, colour: "#f4cf10" },
      { side: "ventral", from: 0.3, to: 0.37, heights: [0.06, 0.13, 0.03], sweep: 0.9, colour: "#f8d820" },
    ],
    tail: { length: 0.2, span: 0.18, fork: 0.12, colour: "#f6d418" },
    pectoral: { at: [0.34, -0.05], length: 0.17, colour: "#fbe46a" },
    eye: { at: [0.18, 0.42], radius: 0.03, iris: "#a88a10" },
    gill: 0.28,
    mouth: { length: 0.025, droop: 1 },
    scales: 0.1,
    marks: [{ kind: "stripes", at: [0], from: 0.9, to: 0.99, width: 0.28, colour: "#fffbe6" }],
    facts: { lengthCm: 16, stoutness: 0.033, depthM: 11, habitat: "lagoon", catchPlace: "gili" },
  },
  {
    id: "cephalopholis-miniata",
    commonName: "coral grouper",
    body: { plan: "perch", depth: 0.4, waves: 0 },
    colours: { back: "#b8281a", flank: "#dc4322", belly: "#f08a5c" },
    fins: [
      {
        side: "dorsal",
        from: 0.3,
        to: 0.94,
        heights: [0.06, 0.1, 0.1, 0.1, 0.14, 0.14, 0.06],
        sweep: 0.5,
        colour: "#c63420",
        spines: 0.5,
        edge: "#3a2a5c",
      },
      {
        side: "ventral",
        from: 0.66,
        to: 0.9,
        heights: [0.06, 0.13, 0.13, 0.05],
        sweep: 0.6,
        colour: "#cc3c22",
        edge: "#3a2a5c",
      },
      { side: "ventral", from: 0.33, to: 0.41, heights: [0.07, 0.14, 0.03], sweep: 0.9, colour: "#e06a34" },
    ],
    tail: { length: 0.24, span: 0.18, fork: -0.3, colour: "#b43420", edge: "#3a2a5c" },
    pectoral: { at: [0.34, -0.25], length: 0.2, colour: "#ec8a4a" },
    eye: { at: [0.15, 0.38], radius: 0.03, iris: "#d86a28" },
    gill: 0.31,
    mouth: { length: 0.13, droop: 0.6 },
    scales: 0.15,
    marks: [
      {
        kind: "spots",
        count: 52,
        radius: 0.0115,
        colour: "#8cc8f4",
        ring: "#27407a",
        region: [0.06, 0.97, -0.8, 0.92],
      },
    ],
    facts: { lengthCm: 34, stoutness: 0.016, depthM: 22, habitat: "coral-reef", catchPlace: "bunaken" },
  },
  {
    id: "myripristis-kuntee",
    commonName: "shoulderbar soldierfish",
    body: { plan: "perch", depth: 0.42, waves: 0 },
    colours: { back: "#c03226", flank: "#e26a52", belly: "#f4c4b4" },
    fins: [
      {
        side: "dorsal",
        from: 0.3,
        to: 0.62,
        heights: [0.04, 0.11, 0.1, 0.05],
        sweep: 0.5,
        colour: "#e0703c",
        spines: 1,
      },
      {
        side: "dorsal",
        from: 0.64,
        to: 0.88,
        heights: [0.08, 0.15, 0.06],
        sweep: 0.7,
        colour: "#d8503a",
        edge: "#fbe6dc",
      },
      {
        side: "ventral",
        from: 0.64,
        to: 0.88,
        heights: [0.08, 0.14, 0.06],
        sweep: 0.7,
        colour: "#d8503a",
        edge: "#fbe6dc",
      },
      { side: "ventral", from: 0.33, to: 0.4, heights: [0.06, 0.12, 0.03], sweep: 0.9, colour: "#ec9a84" },
    ],
    tail: { length: 0.25, span: 0.18, fork: 0.45, colour: "#cc4230", edge: "#fbe6dc" },
    pectoral: { at: [0.35, -0.2], length: 0.17, colour: "#f2b4a0" },
    eye: { at: [0.15, 0.3], radius: 0.062, iris: "#c8402a" },
    gill: 0.3,
    mouth: { length: 0.09, droop: 0.9 },
    scales: 0.9,
    marks: [{ kind: "bars", at: [0.305], width: 0.04, colour: "#4a1210", from: -0.2, slant: -0.02 }],
    facts: { lengthCm: 19, stoutness: 0.022, depthM: 28, habitat: "rubble", catchPlace: "seribu" },
  },
];
