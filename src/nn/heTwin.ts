import { constantField, initializerSchema } from "./initializers/setting.ts";
import type { LayerSpec } from "./layer.ts";
import { findLayer } from "./layers/index.ts";

/**
 * The same layers, every initialiser He-normal and every bias 0, in layers inside of layers too: a net that is born healthy
 * as far as that is a matter of first weights. What has no initialiser (norms, slopes of a PReLU) stays.
 *
 * @source He, Zhang, Ren & Sun 2015, "Delving Deep into Rectifiers", section 2.2
 */
export function heTwin(layers: readonly LayerSpec[]): LayerSpec[] {
  return layers.map(({ id, options }) => {
    const own = options as Readonly<Record<string, unknown>>;
    const healthy: Record<string, unknown> = { ...own };
    if ("initializer" in own) healthy["initializer"] = initializerSchema.parse("he-normal");
    if ("biasInitializer" in own) healthy["biasInitializer"] = constantField("zeros").parse("zeros");
    for (const key of findLayer(id)?.inner ?? []) {
      if (own[key] !== undefined) healthy[key] = heTwin(own[key] as readonly LayerSpec[]);
    }
    return { id, options: healthy };
  });
}
