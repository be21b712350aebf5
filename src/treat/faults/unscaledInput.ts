import { parseConfig } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/** @param normalisation default "0..255": the bytes as they are */
export function unscaledInput(normalisation: "0..255" | "0..1" = "0..255"): Remedy {
  return defineRemedy({
    id: "unscaled-input",
    kind: "fault",
    summary: `pixels go in as numbers of ${normalisation}, neither centred nor scaled`,
    mayCost: "a first layer that overflows with light",
    price: 1,
    appliesTo: ({ data }) => data.normalisation !== normalisation,
    apply: (config) => parseConfig({ ...config, data: { ...config.data, normalisation } }),
  });
}
