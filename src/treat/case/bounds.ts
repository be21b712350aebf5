import { deadLayer } from "../../diagnose/disorders/dyingRelu.ts";
import { hardlyAny } from "../../diagnose/disorders/rates.ts";
import { stuckMargin } from "../../diagnose/symptoms/stuck.ts";

/** What the checks of case 3 are held against; its claims are judged by the same numbers. */
export const bounds = {
  /** Share of a layer's units, at least: the whole layer is dead. */
  dead: deadLayer,
  /** Of training accuracy over the commonest class, at most: nothing was learnt. */
  stuck: stuckMargin,
  /** Of the healthy twin's gradient, at most: none comes through. */
  gradient: 1e-3,
  /** Share of a range's rates, at most: no rate helps. */
  descending: hardlyAny,
  /** Of validation accuracy, at the lower end of an interval: what cures must gain. */
  cure: 0.2,
  /** Share of units, at least: the layer is alive again. */
  alive: 0.95,
} as const;
