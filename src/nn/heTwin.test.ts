import { expect, test } from "vitest";
import { heTwin } from "./heTwin.ts";
import { parseLayers } from "./layerList.ts";

const sick = { initializer: { name: "normal", deviation: 3 }, biasInitializer: -1.5 };

test("every initialiser becomes He-normal and every bias 0, in inner lists too; nothing else changes", () => {
  const layers = (more: object) => [
    { conv2d: { filters: 4, kernel: 5, ...more } },
    { prelu: 0.1 },
    {
      residual: {
        main: [{ "separable-conv2d": { filters: 4, ...more } }],
        shortcut: [{ conv2d: { filters: 4, ...more } }],
      },
    },
    { "squeeze-excite": { reduction: 2 } },
    { dense: { units: "classes", ...more } },
  ];
  const healthy = { initializer: "he-normal", biasInitializer: "zeros" };
  const twin = heTwin(parseLayers(layers(sick), "model"));
  expect(twin).toEqual(parseLayers(layers(healthy), "model"));
});

test("a twin's twin is itself", () => {
  const twin = heTwin(parseLayers([{ conv2d: { filters: 4, ...sick } }, "batch-norm", "relu"], "model"));
  expect(heTwin(twin)).toEqual(twin);
});
