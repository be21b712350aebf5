import type { BackgroundName } from "../options.ts";
import { hand } from "./hand.ts";
import { marketSlab } from "./marketSlab.ts";
import { openWater } from "./openWater.ts";
import { reef } from "./reef.ts";
import { sand } from "./sand.ts";
import type { Background } from "./setting.ts";

export const backgrounds: Record<BackgroundName, Background> = {
  reef,
  sand,
  "open-water": openWater,
  "market-slab": marketSlab,
  hand,
};
