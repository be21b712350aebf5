import type { LayerSpec } from "../../nn/layer.ts";
import { findLayer } from "../../nn/layers/index.ts";
import type { TrainingPlan } from "../../train/plan.ts";

/** The plan with one learning rate for all steps, no cycled momentum, and no average, which nobody would look at. */
export function atConstantRate(plan: TrainingPlan, learningRate: number): TrainingPlan {
  const schedule = {
    id: "probe",
    summary: "One learning rate for all steps.",
    schema: undefined as never,
    learningRate: () => learningRate,
  };
  return { ...plan, schedule: { schedule, options: { warmup: 0 } }, cyclesMomentum: false, averaging: undefined };
}

/** The plan without anything that draws numbers in a step: augmentation, dropout of any kind, and gradient noise. */
export function withoutChance(plan: TrainingPlan): TrainingPlan {
  const { network, metadata } = plan;
  const branch = network.metadata && { ...network.metadata, branch: withoutDropout(network.metadata.branch) };
  return {
    ...plan,
    augmentation: [],
    noise: undefined,
    metadata: metadata && { ...metadata, dropout: 0 },
    network: { ...network, layers: withoutDropout(network.layers), metadata: branch },
  };
}

/** The same layers, so that weights keep their names; what is dropped at random is nothing. */
function withoutDropout(layers: readonly LayerSpec[]): LayerSpec[] {
  return layers.map(({ id, options }) => {
    const own = options as Readonly<Record<string, unknown>>;
    const sure: Record<string, unknown> = { ...own };
    if (id === "dropout" || id === "spatial-dropout") sure["rate"] = 0;
    if ("stochasticDepth" in own) sure["stochasticDepth"] = 0;
    for (const key of findLayer(id)?.inner ?? []) {
      if (own[key] !== undefined) sure[key] = withoutDropout(own[key] as readonly LayerSpec[]);
    }
    return { id, options: sure };
  });
}
