import { expect, test } from "vitest";
import { shareText, workingControls } from "./score.ts";

test("a control works by the median of the controls on its own photos", () => {
  const all = [
    { id: "control/elu-adam-1/aquarium/100", accuracy: 0.8 },
    { id: "control/elu-adam-2/aquarium/101", accuracy: 0.9 },
    { id: "control/elu-sgd-2/aquarium/102", accuracy: 0.59 },
    { id: "control/elu-sgd-1/aquarium/103", accuracy: 0.61 },
    { id: "control/elu-sgd-1/aquarium/104", accuracy: null },
    { id: "control/elu-sgd-1/aquarium/105", accuracy: 0.85 },
    { id: "control/elu-sgd-1/aquarium/106", accuracy: 0.88 },
    { id: "control/elu-adam-1/fish-photos/100", accuracy: 0.5 },
  ];
  // The medians are 0.8 and 0.5: 0.6 and 0.375 are asked for.
  expect([...workingControls(all)].map((id) => id.split("/").slice(2).join("/"))).toEqual([
    "aquarium/100",
    "aquarium/101",
    "aquarium/103",
    "aquarium/105",
    "aquarium/106",
    "fish-photos/100",
  ]);
});

test("a share is told with its Wilson interval and its counts", () => {
  expect(shareText(57, 60)).toBe("0.95 (0.86 to 0.98), 57 of 60");
  expect(shareText(0, 0)).toBe("-");
});
