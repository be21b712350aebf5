import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { allSpecies } from "./species.ts";

export const splitNames = ["train", "validation", "test"] as const;
export type Split = (typeof splitNames)[number];

export const backgroundNames = ["reef", "sand", "open-water", "market-slab", "hand"] as const;
export type BackgroundName = (typeof backgroundNames)[number];

/** The columns of facts that a picture's metadata can have. */
export const metadataColumns = ["length", "weight", "catch_place", "depth", "habitat"] as const;
export type MetadataColumn = (typeof metadataColumns)[number];

const shiftKinds = ["water", "light", "size", "place", "blur", "background"] as const;

const share = z.number().min(0).max(1);
const speciesId = z.enum(allSpecies.map(({ id }) => id));

/** A nuisance parameter is drawn evenly from its range; two equal ends fix it. */
function range(low: number, high: number, usual: readonly [number, number], description: string) {
  const end = z.number().min(low).max(high);
  return z
    .tuple([end, end])
    .refine(([from, to]) => from <= to, { error: "expected a range [from, to] with from <= to" })
    .default([usual[0], usual[1]])
    .describe(`${description}; within ${low}..${high}`);
}

const trainOnly = z.array(z.enum(splitNames)).min(1).default(["train"]).describe("parts of the data that have it");

const framing = z
  .strictObject({
    share: range(0.1, 1, [0.65, 0.95], "longer side of the fish over the side of the picture"),
    place: range(
      0,
      1,
      [0.2, 0.8],
      "where the fish lies in the room left, 0 left or top, 0.5 the middle, 1 right or bottom",
    ),
  })
  .prefault({});

const pose = z
  .strictObject({
    roll: range(-180, 180, [-15, 15], "turn in the picture's plane in degrees, head up above 0"),
    yaw: range(-60, 60, [-30, 30], "turn away from the camera's plane in degrees"),
    bend: range(-1.2, 1.2, [-0.35, 0.35], "curve of the spine from head to tail in radians"),
    facing: z.enum(["both", "left", "right"]).default("both").describe("side to which the fish looks"),
  })
  .prefault({});

const water = z
  .strictObject({
    colour: range(0, 1, [0, 0.8], "0 ocean blue, 0.5 turquoise, 1 green"),
    turbidity: range(0, 1, [0, 0.3], "share of the light that the water scatters between camera and fish"),
  })
  .prefault({});

const light = z
  .strictObject({
    brightness: range(0.2, 2, [0.75, 1.2], "gain of all channels"),
    warmth: range(-0.3, 0.3, [-0.06, 0.08], "red up and blue down by this share"),
  })
  .prefault({});

const clutter = z
  .strictObject({
    bubbles: range(0, 60, [0, 6], "number of bubbles before the fish"),
    occluded: share.default(0.35).describe("share of pictures in which something hides a part of the fish"),
    occlusion: range(0, 0.8, [0.03, 0.14], "share of the fish's length that it hides"),
  })
  .prefault({});

const camera = z
  .strictObject({
    blur: range(0, 0.05, [0, 0.008], "deviation of the Gaussian blur over the picture's side"),
    noise: range(0, 0.3, [0, 0.03], "deviation of the sensor's noise, 1 is full scale"),
    compression: range(0, 1, [0, 0.45], "JPEG loss, 0 none, 1 quality 5"),
  })
  .prefault({});

const individual = z
  .strictObject({
    colour: share.default(0.5).describe("how much fish of one species differ in colour, 0..1"),
    shape: share
      .default(0.5)
      .describe("how much fish of one species differ in outline and in the place of their marks, 0..1"),
  })
  .prefault({});

const metadata = z
  .strictObject({
    columns: z
      .array(z.enum(metadataColumns))
      .default([...metadataColumns])
      .describe("columns of metadata.csv"),
    strength: share.default(0.6).describe("0: says nothing of the species, 1: tells all species apart"),
    missing: share.default(0).describe("share of values left out"),
  })
  .prefault({});

const plant = z
  .strictObject({
    ambiguity: z
      .strictObject({
        a: speciesId,
        b: speciesId,
        strength: share.default(1).describe("share of their pictures whose looks are a's or b's by the toss of a coin"),
      })
      .optional()
      .describe("two species that pictures do not tell apart"),
    mimic: z
      .strictObject({
        species: speciesId,
        detail: share.default(0).describe("diameter of the tell-tale spot over the fish's length, 0 for none"),
      })
      .optional()
      .describe("a species that takes the looks of all others in turn"),
    lowVariety: z
      .strictObject({
        species: speciesId,
        spread: share.default(0.1).describe("share of each range of pose, light and place that is left"),
        splits: trainOnly,
      })
      .optional()
      .describe("a species photographed from a narrow corner of pose, light and place"),
    imbalance: z
      .strictObject({
        ratio: z
          .number()
          .min(1)
          .max(1000)
          .default(1)
          .describe("commonest species over rarest, the others in geometric steps"),
        weights: z
          .partialRecord(speciesId, z.number().positive())
          .optional()
          .describe("weight by species instead, 1 for those not named"),
        splits: trainOnly,
      })
      .optional()
      .describe("some species have more pictures than others"),
    labelNoise: z
      .strictObject({
        share: share.default(0.1).describe("share of pictures with the name of another species"),
        splits: trainOnly,
      })
      .optional()
      .describe("wrong labels, spread evenly over the other species"),
    shift: z
      .strictObject({
        strength: share.default(1).describe("0 none, 1 as far as it goes"),
        kinds: z
          .array(z.enum(shiftKinds))
          .min(1)
          .default([...shiftKinds])
          .describe("what differs"),
        splits: trainOnly.default(["validation", "test"]),
      })
      .optional()
      .describe("parts of the data photographed under other conditions"),
    shortcut: z
      .strictObject({
        strength: share.default(1).describe("share of pictures whose background and water give the species away"),
        splits: trainOnly.default(["train", "validation"]),
      })
      .optional()
      .describe("a background of its own for each species"),
    duplicates: z
      .strictObject({
        share: share.default(0.1).describe("share of the split's pictures that are copies of training pictures"),
        count: z.int().min(0).optional().describe("number of copies instead: the first pictures of the split"),
        near: share.default(0.5).describe("share of copies that were cropped, brightened and compressed again"),
        splits: z
          .array(z.enum(["validation", "test"]))
          .min(1)
          .default(["validation"])
          .describe("parts of the data that have it"),
      })
      .optional()
      .describe("copies of training pictures in other parts of the data"),
  })
  .prefault({});

/** Everything about a generated data set but its seed. Ranges are [from, to]; shares are 0..1. */
export const aquariumSchema = z.strictObject({
  species: z
    .union([
      z.int().min(2).max(allSpecies.length),
      z
        .array(speciesId)
        .min(2)
        .refine((ids) => new Set(ids).size === ids.length, { error: "expected each species once" }),
    ])
    .default(12)
    .describe("how many species, taken in the table's order, or their names"),
  size: z.int().min(16).max(1024).default(64).describe("side of the pictures in pixels"),
  images: z
    .strictObject({
      train: z.int().min(0).max(10_000_000).default(1200).describe("training pictures"),
      validation: z.int().min(0).max(10_000_000).default(300).describe("validation pictures"),
      test: z.int().min(0).max(10_000_000).default(300).describe("test pictures"),
    })
    .prefault({}),
  photosPerEncounter: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("pictures taken of the same fish in the same scene; they share a group in metadata.csv"),
  backgrounds: z
    .array(z.enum(backgroundNames))
    .min(1)
    .default([...backgroundNames])
    .describe("where fish are photographed, each as likely"),
  framing,
  pose,
  water,
  light,
  clutter,
  camera,
  individual,
  metadata,
  plant,
});

export type AquariumOptions = z.output<typeof aquariumSchema>;
export type AquariumInput = z.input<typeof aquariumSchema>;

/**
 * Options with every default filled in.
 * @param at what the options belong to, named in errors (default "aquarium")
 * @throws WrasseError "aquarium-option" naming the option, what was expected and what was given
 */
export function parseAquariumOptions(input: unknown, at = "aquarium"): AquariumOptions {
  const result = aquariumSchema.safeParse(input);
  if (result.success) {
    checkPlants(result.data, at);
    return result.data;
  }
  const issue = deepestIssue(result.error.issues[0]!);
  const path = [at, ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    throw new WrasseError("aquarium-option", {
      at: path,
      expected: `one of ${keysAt(issue.path).join(", ")}`,
      got: key,
      hint: `write ${nearest(key, keysAt(issue.path))}`,
    });
  }
  const got = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  const known = issue.code === "invalid_value" ? issue.values.map(String) : [];
  throw new WrasseError("aquarium-option", {
    at: path,
    expected: known.length > 0 ? `one of ${known.join(", ")}` : issue.message.replace(/^.*expected /, ""),
    ...(got === undefined ? {} : { got }),
    hint: known.length > 0 ? `write ${nearest(String(got), known)}` : "give a value within those bounds",
  });
}

/** The ids of the species in this aquarium, in the order of its classes as planned. */
export function speciesOf(options: AquariumOptions): readonly string[] {
  return typeof options.species === "number"
    ? allSpecies.slice(0, options.species).map(({ id }) => id)
    : options.species;
}

/** Plants name species that must be in this aquarium. */
function checkPlants(options: AquariumOptions, at: string): void {
  const present = speciesOf(options);
  const { ambiguity, mimic, lowVariety, imbalance } = options.plant;
  const named: [string, string | undefined][] = [
    ["ambiguity.a", ambiguity?.a],
    ["ambiguity.b", ambiguity?.b],
    ["mimic.species", mimic?.species],
    ["lowVariety.species", lowVariety?.species],
    ...Object.keys(imbalance?.weights ?? {}).map((id): [string, string] => [`imbalance.weights.${id}`, id]),
  ];
  for (const [path, id] of named) {
    if (id !== undefined && !present.includes(id)) {
      throw new WrasseError("aquarium-option", {
        at: `${at}.plant.${path}`,
        expected: `a species of this aquarium: ${present.join(", ")}`,
        got: id,
        hint: `add ${id} to ${at}.species, or name another`,
      });
    }
  }
  if (ambiguity !== undefined && ambiguity.a === ambiguity.b) {
    throw new WrasseError("aquarium-option", {
      at: `${at}.plant.ambiguity.b`,
      expected: "a species other than a",
      got: ambiguity.b,
      hint: "name two different species",
    });
  }
}

type Issue = z.core.$ZodIssue;

/** Of a union's complaints, the one that comes nearest to fitting: the deepest. */
function deepestIssue(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().map((error) => ({ ...error, path: [...issue.path, ...error.path] }));
  const deepest = inner.sort((a, b) => b.path.length - a.path.length)[0];
  return deepest ?? issue;
}

function nearest(word: string, known: readonly string[]): string {
  return [...known].sort((a, b) => distance(word, a) - distance(word, b))[0] ?? "a known name";
}

/** The keys that the schema knows at a path. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = aquariumSchema;
  for (const key of path) schema = (bare(schema) as z.ZodObject).shape[String(key)];
  return Object.keys((bare(schema) as z.ZodObject).shape);
}

/** The schema within defaults and optionals. */
function bare(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap();
  }
  return inner;
}
