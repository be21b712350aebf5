import { reduceL2 } from "../../graph/ops/reduceL2.ts";
import { defineProbe, measuredOf } from "../../train/record/passiveProbe.ts";
import { signalLayers } from "./lookedAt.ts";

/**
 * Length of the gradient of the batch's loss by what each activation takes, and by what the last layer gives: how much of the
 * loss's signal comes down to each depth. Gradients by weights hide it where the signal going up shrinks as well, as in deep
 * tanh nets.
 */
export const preActivationGradientNorm = defineProbe({
  id: "pre-activation-gradient-norm",
  kind: "passive",
  quantity: "pre-activation-gradient-norm",
  price: "a pass over the gradients by the activations' inputs, of the whole batch",
  watch: ({ layers }) => {
    const points = signalLayers(layers).map(
      ({ place, layer, takes, gives }) => [place, layer.isActivation === true ? takes() : gives()] as const,
    );
    return {
      gradientsOf: points.map(([, value]) => value),
      measure: ({ gradientOf }) =>
        measuredOf(
          points.flatMap(([place, value]) => {
            const gradient = gradientOf(value);
            return gradient === undefined ? [] : [[place, reduceL2(gradient, undefined, { keepdims: 0 })] as const];
          }),
        ),
    };
  },
});
