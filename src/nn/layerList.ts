import { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import { nearestName, readOptions } from "../base/options.ts";
import type { Layer, LayerSpec } from "./layer.ts";
import { findLayer, layers } from "./layers/index.ts";

/** A list of layers as a user writes it: ids, or one id with its options. */
export type LayerList = readonly (string | Readonly<Record<string, unknown>>)[];

type Options = Readonly<Record<string, unknown>>;

/**
 * Reads a list of layers: `[{ conv2d: { filters: 32 } }, "relu", { "max-pool2d": 2 }]`. Every default is filled in.
 *
 * @param at where the list is in the config, such as "model"
 * @throws WrasseError "layers-invalid", "layer-unknown", "option-unknown", "option-missing", "option-invalid", each naming
 *   its place, such as "model.2.conv2d.filters"
 */
export function parseLayers(value: unknown, at: string): LayerSpec[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new WrasseError("layers-invalid", {
      at,
      expected: "a list of one layer or more",
      got: value,
      hint: "begin each layer's line with a dash, such as `- relu`",
    });
  }
  return value.map((item, position) => parseLayer(item, `${at}.${position}`));
}

/** The list that `parseLayers` reads as these layers, every option written out. */
export function writeLayers(specs: readonly LayerSpec[]): LayerList {
  return specs.map(({ id, options }) => {
    const own = options as Options;
    const inner = innerLists(findLayer(id)!, own).map(
      ([key, list]) => [key, writeLayers(list as LayerSpec[])] as const,
    );
    if (Object.keys(own).length === 0) return id;
    return { [id]: { ...own, ...Object.fromEntries(inner) } };
  });
}

/** The JSON Schema of a list of layers: each layer by its id, lists inside layers included. */
export function layerListJsonSchema(): Record<string, unknown> {
  const definitions: Record<string, unknown> = {};
  const single = layers.map((layer) => {
    const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(layer.schema, { io: "input" });
    Object.assign(definitions, $defs);
    return {
      type: "object",
      description: layer.summary,
      properties: { [layer.id]: schema },
      required: [layer.id],
      additionalProperties: false,
    };
  });
  const bare = layers.filter((layer) => layer.schema.safeParse({}).success).map(({ id }) => id);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $ref: "#/$defs/layers",
    $defs: {
      ...definitions,
      layers: { type: "array", minItems: 1, items: { $ref: "#/$defs/layer" } },
      layer: { anyOf: [{ enum: bare }, ...single] },
    },
  };
}

function parseLayer(item: unknown, at: string): LayerSpec {
  const [id, given] = idAndOptions(item, at);
  const layer = findLayer(id);
  if (layer === undefined) {
    const ids = layers.map((known) => known.id);
    const nearest = nearestName(id, ids);
    throw new WrasseError("layer-unknown", {
      at,
      expected: `one of ${ids.join(", ")}`,
      got: id,
      hint: nearest === undefined ? "choose one of these" : `write ${nearest} in place of ${id}`,
    });
  }
  const place = `${at}.${id}`;
  const options = readOptions(layer.schema, given ?? {}, place) as Options;
  // A list given as the shorthand has no key of its own in the place.
  const inner = innerLists(layer, options).map(([key, list]) => {
    const path = Array.isArray(given) ? place : `${place}.${key}`;
    return [key, parseLayers(list, path)] as const;
  });
  return { id, options: inner.length === 0 ? options : { ...options, ...Object.fromEntries(inner) } };
}

function innerLists(layer: Layer, options: Options): [string, unknown][] {
  return (layer.inner ?? []).flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]]));
}

function idAndOptions(item: unknown, at: string): [string, unknown] {
  if (typeof item === "string") return [item, undefined];
  const entries = typeof item === "object" && item !== null && !Array.isArray(item) ? Object.entries(item) : [];
  if (entries.length === 1) return entries[0]!;
  throw new WrasseError("layers-invalid", {
    at,
    expected: "a layer's name, or one name with its options",
    got: item,
    hint:
      entries.length > 1
        ? `indent the options below ${entries[0]![0]}: {"${entries[0]![0]}": {"${entries[1]![0]}": …}}`
        : "write `- relu` or `- conv2d: { filters: 32 }`",
  });
}
