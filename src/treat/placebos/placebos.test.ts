import { expect, test } from "vitest";
import { remedyContract, triedConfigs } from "../../../test/support/remedyContract.ts";
import { difference } from "../../config/difference.ts";
import { placebos } from "./index.ts";
import { otherBrightness } from "./otherBrightness.ts";

for (const placebo of placebos) {
  remedyContract(placebo, { isIdempotent: placebo.id === "random-erasing", changes: /^augmentation/ });
}

test("brightness that is there already varies by more, with its other options", async () => {
  const before = triedConfigs["default"]!;
  expect(difference(before, await otherBrightness.apply(before))).toEqual([
    { path: "augmentation.4.brightness.change", before: 0.2, after: 0.3 },
  ]);
});
