import { expect, test } from "vitest";
import { findDisorder } from "../../diagnose/disorders/index.ts";
import type { Finding } from "../../diagnose/finding.ts";
import { byHand } from "./byHand.ts";

const finding = (rootCause: string | null, mechanism: string | null = null): Finding => ({
  ...{ rank: 1, mechanism, rootCause, verdict: "likely", severity: 1, layer: null, class: null },
  ...{ evidence: [], against: [], next: null },
});

test("labels that no remedy mends are to be mended by hand; what a remedy is for says nothing", () => {
  expect(byHand([finding("label-mapping-error"), finding("label-mapping-error")], findDisorder)).toEqual([
    expect.stringContaining("wrasse audit PHOTOS"),
  ]);
  expect(byHand([finding("lr-too-high", "dying-relu"), finding(null)], findDisorder)).toEqual([]);
  expect(byHand([finding("unheard-of")], findDisorder)).toEqual([]);
});
