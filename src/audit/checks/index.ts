import type { Check } from "../check.ts";
import { blur } from "./blur.ts";
import { brokenFiles } from "./brokenFiles.ts";
import { counts } from "./counts.ts";
import { duplicates } from "./duplicates.ts";
import { labelErrors } from "./labelErrors.ts";
import { light } from "./light.ts";
import { metadata } from "./metadata.ts";
import { odd } from "./odd.ts";
import { overlap } from "./overlap.ts";
import { shift } from "./shift.ts";
import { sizes } from "./sizes.ts";
import { variety } from "./variety.ts";

/** Every check, in the order in which they are shown. */
export const checks: readonly Check[] = [
  counts,
  sizes,
  brokenFiles,
  duplicates,
  light,
  blur,
  odd,
  variety,
  shift,
  overlap,
  labelErrors,
  metadata,
];
