import { expect, test } from "vitest";
import { type Scored, shareText, workingControls } from "./score.ts";

const scored = (id: string, accuracy: number | null, verdict: Scored["verdict"] = "healthy"): Scored => ({
  ...{ id, accuracy, verdict, disorder: id.startsWith("control") ? null : "dying-relu" },
  ...{ isForTuning: false, mechanism: null, rootCause: null },
  ...{ isMechanismRight: true, isRootCauseRight: true, isAbstention: false, published: {} },
});

test("a control works by the median of its own photos, whatever was said of it; a plant never is one", () => {
  const all = [
    scored("control/elu-adam-1/aquarium/100", 0.8),
    scored("control/elu-adam-2/aquarium/101", 0.9, "sick"),
    scored("control/elu-sgd-2/aquarium/102", 0.59),
    scored("control/elu-sgd-1/aquarium/103", 0.61, "sick"),
    scored("control/elu-sgd-1/aquarium/104", null),
    scored("control/elu-sgd-1/aquarium/105", 0.85),
    scored("control/elu-sgd-1/aquarium/106", 0.88),
    scored("control/elu-adam-1/fish-photos/100", 0.5),
    scored("dying-relu/aquarium/1", 0.95),
  ];
  // The medians are 0.8 and 0.5: 0.6 and 0.375 are asked for.
  expect([...workingControls(all)].map(({ id }) => id.split("/").slice(2).join("/"))).toEqual([
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
