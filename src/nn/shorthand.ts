import { z } from "zod";

/**
 * Options that may also be given as the value of the one that matters most: `dropout: 0.5` for `dropout: { rate: 0.5 }`.
 *
 * @param key the option that the shorthand stands for
 * @param short the shorthand's schema
 * @param full the options' schema
 */
export function withShorthand<Options>(
  key: string,
  short: z.ZodType,
  full: z.ZodType<Options>,
): z.ZodType<Options, unknown> {
  const expanded = short.transform((value) => ({ [key]: value })).pipe(full as never);
  return z.union([expanded, full]) as never;
}
