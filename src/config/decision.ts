import { z } from "zod";

/** The scores of how familiar a photo looks to a network. */
export const familiarityScores = ["energy", "max-logit"] as const;
export type FamiliarityScore = (typeof familiarityScores)[number];

/** How a finished model decides which of its answers can be relied on: thresholds that validation photos set. */
export const decisionSchema = z.strictObject({
  precision: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.95)
    .describe("share of the answers called sure that shall be right, above 0 and below 1; default 0.95"),
  keep: z
    .number()
    .min(0.5)
    .lt(1)
    .default(0.95)
    .describe(
      "share of photos of the trained classes that shall not be called strangers, 0.5 to below 1; default 0.95",
    ),
  score: z
    .enum([...familiarityScores, "none"])
    .default("max-logit")
    .describe(
      "what strangers are told by: energy (log of the sum of exp(logits)), max-logit (the largest logit), or none, which calls no photo a stranger; default max-logit",
    ),
});

export type DecisionOptions = z.output<typeof decisionSchema>;
