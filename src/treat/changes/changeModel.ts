import { type Config, parseConfig } from "../../config/config.ts";
import { isBackbone, layersOf, type Model } from "../../config/model.ts";
import type { LayerSpec } from "../../nn/layer.ts";
import { parseLayers, writeLayers } from "../../nn/layerList.ts";
import { findLayer } from "../../nn/layers/index.ts";

type Options = Readonly<Record<string, unknown>>;

/**
 * A config whose model's layers are changed. A known model becomes the list of layers that it stands for; of a backbone the
 * head is changed (a head `auto` stays: what it is depends on the file).
 *
 * @returns a checked config; the one given itself where the change changes nothing
 */
export function changeModel(config: Config, change: (layers: readonly LayerSpec[]) => readonly LayerSpec[]): Config {
  const { model, data } = config;
  if (isBackbone(model) && model.head === "auto") return config;
  const before = writeLayers(layersOf(model, data.size));
  // Read again: the change gets layers of its own, which it could not share with the config by mistake.
  const after = writeLayers(change(parseLayers(before, "model")));
  if (JSON.stringify(before) === JSON.stringify(after)) return config;
  const changed: Model = isBackbone(model) ? { ...model, head: after } : after;
  return parseConfig({ ...config, model: changed });
}

/** Layers with each list changed: the lists inside of layers first, then the one that holds them. */
export function changeLists(
  layers: readonly LayerSpec[],
  change: (list: readonly LayerSpec[]) => readonly LayerSpec[],
): readonly LayerSpec[] {
  return change(
    layers.map(({ id, options }) => {
      const own = options as Options;
      const inner = (findLayer(id)?.inner ?? []).filter((key) => own[key] !== undefined);
      if (inner.length === 0) return { id, options };
      const lists = inner.map((key) => [key, changeLists(own[key] as readonly LayerSpec[], change)] as const);
      return { id, options: { ...own, ...Object.fromEntries(lists) } };
    }),
  );
}

/** Layers with each one changed, those inside of layers too. */
export function changeEach(
  layers: readonly LayerSpec[],
  change: (layer: LayerSpec) => LayerSpec,
): readonly LayerSpec[] {
  return changeLists(layers, (list) => list.map(change));
}

/** A layer as a config would write it, with every default. */
export function layer(id: string, options: unknown = {}): LayerSpec {
  return parseLayers([{ [id]: options }], "model")[0]!;
}

/** The place in the list of the last layer that has weights with an initialiser: of a classifier, the logits. */
export function lastWeighted(layers: readonly LayerSpec[]): number {
  return layers.findLastIndex(({ options }) => "initializer" in (options as Options));
}
