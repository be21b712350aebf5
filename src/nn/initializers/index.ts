import type { Initializer } from "../initializer.ts";
import { constant } from "./constant.ts";
import { glorotNormal } from "./glorotNormal.ts";
import { glorotUniform } from "./glorotUniform.ts";
import { heNormal } from "./heNormal.ts";
import { heUniform } from "./heUniform.ts";
import { lecunNormal } from "./lecunNormal.ts";
import { lecunUniform } from "./lecunUniform.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import { truncatedNormal } from "./truncatedNormal.ts";
import { uniform } from "./uniform.ts";
import { zerosInitializer } from "./zeros.ts";

/** Every way to make first weights. */
export const initializers: readonly Initializer[] = [
  constant,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  normal,
  orthogonal,
  truncatedNormal,
  uniform,
  zerosInitializer,
];

const byId = new Map(initializers.map((initializer) => [initializer.id, initializer]));

/** The initialiser that a config calls `id`, or undefined. */
export function findInitializer(id: string): Initializer | undefined {
  return byId.get(id);
}
