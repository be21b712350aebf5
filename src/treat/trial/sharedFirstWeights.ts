import type { TensorData } from "../../graph/tensor.ts";
import type { LayerSpec } from "../../nn/layer.ts";
import { findLayer } from "../../nn/layers/index.ts";
import type { TrainingPlan } from "../../train/plan.ts";
import { buildEvaluationGraph } from "../../train/stepGraph.ts";

type Options = Readonly<Record<string, unknown>>;
type States = ReturnType<typeof buildEvaluationGraph>["graph"]["states"];

interface Placed {
  /** Such as "2.residual.main.0.conv2d". */
  readonly place: string;
  readonly layer: LayerSpec;
}

/**
 * The first weights that a control and an arm of a trial share although the layers have other places, from which the seed
 * draws: the layers of one kind are paired in the order of the model, and a tensor of the arm is the control's where both are
 * of one shape and begin by the same initialiser. So only what the arm changes is changed.
 *
 * @returns tensors by their names in the arm; none where every layer has its place already
 */
export function sharedFirstWeights(control: TrainingPlan, arm: TrainingPlan): ReadonlyMap<string, TensorData> {
  const shared = new Map<string, TensorData>();
  const [own, others] = [arm, control].map((plan) => placedLayers(plan.network.layers));
  const places = new Map(pairs(own!, others!));
  if ([...places].every(([place, other]) => place === other.place)) return shared;

  const [statesOfArm, statesOfControl] = [arm, control].map(statesOf);
  for (const [name, { value, isTrainable }] of statesOfArm!) {
    const layer = ownerOf(name, own!);
    const other = layer && places.get(layer.place);
    if (!isTrainable || layer === undefined || other === undefined) continue;
    const state = statesOfControl!.get(other.place + name.slice(layer.place.length));
    if (state === undefined || state.value.shape.join() !== value.shape.join()) continue;
    if (beginsAlike(name, layer.layer, other.layer)) shared.set(name, state.initial());
  }
  return shared;
}

/** Each place of the arm with the control's layer of the same kind and the same number among them. */
function pairs(own: readonly Placed[], others: readonly Placed[]): [string, Placed][] {
  const left = new Map<string, Placed[]>();
  for (const placed of others) left.set(placed.layer.id, [...(left.get(placed.layer.id) ?? []), placed]);
  return own.flatMap(({ place, layer }): [string, Placed][] => {
    const other = left.get(layer.id)?.shift();
    return other === undefined ? [] : [[place, other]];
  });
}

/** Layers with those inside of them, in the order of the model. */
function placedLayers(layers: readonly LayerSpec[], around = ""): Placed[] {
  return layers.flatMap((layer, i) => {
    const place = `${around}${i}.${layer.id}`;
    const options = layer.options as Options;
    const inner = (findLayer(layer.id)?.inner ?? []).filter((key) => options[key] !== undefined);
    return [
      { place, layer },
      ...inner.flatMap((key) => placedLayers(options[key] as readonly LayerSpec[], `${place}.${key}.`)),
    ];
  });
}

/** The innermost layer that a state belongs to. */
function ownerOf(name: string, layers: readonly Placed[]): Placed | undefined {
  const around = layers.filter(({ place }) => name.startsWith(`${place}.`));
  return around.toSorted((a, b) => b.place.length - a.place.length)[0];
}

function beginsAlike(name: string, a: LayerSpec, b: LayerSpec): boolean {
  const key = name.endsWith(".bias") ? "biasInitializer" : "initializer";
  const [ofA, ofB] = [a, b].map(({ options }) => JSON.stringify((options as Options)[key]));
  return ofA === ofB;
}

function statesOf({ network, loss, classCounts }: TrainingPlan): States {
  return buildEvaluationGraph({ network, batch: 1, loss, classCounts }).graph.states;
}
