import { z } from "zod";
import type { LayerSpec } from "./layer.ts";

/**
 * An option that holds a list of layers. The schema sees only that it is a list: what it holds is read by the reader of
 * layer lists, which knows every layer, once the layer names the option in `inner`. Hence the type.
 */
export const innerLayers = z
  .array(z.union([z.string(), z.record(z.string(), z.unknown())]))
  .min(1)
  .meta({ id: "layers" }) as unknown as z.ZodType<readonly LayerSpec[], unknown>;
