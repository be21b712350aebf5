import type { ClaimId, claimPlaces } from "../../treat/case/claims.ts";

/** A number with its interval and how many photos, seeds or pairs it stands on. */
export interface Measured {
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
  readonly n: number;
}

/** What the seeds' own numbers came to. */
export interface Range {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Seeds. */
  readonly n: number;
}

/** A sentence of the textbook and what it was filled with. */
export interface Claim {
  readonly id: ClaimId;
  readonly numbers: Readonly<Record<string, number | string>>;
  /** Of a remedy: its effect on each training that it was tried on. */
  readonly tried: readonly (Measured & { readonly place: (typeof claimPlaces)[number] })[];
}
