import type { Config } from "../../config/config.ts";
import { type Change, difference } from "../../config/difference.ts";
import { isBackbone, layersOf, type Model } from "../../config/model.ts";
import { type LayerList, writeLayers } from "../../nn/layerList.ts";
import { findLayer } from "../../nn/layers/index.ts";

type Entry = LayerList[number];
type Options = Readonly<Record<string, unknown>>;

/**
 * What a change of a config changes, for a person. Lists of layers are laid beside each other as a whole: a layer that is put
 * in is one change, and not one of every layer after it. A known model counts as the list of layers that it stands for. A part
 * that is chosen by its name (an optimiser, an initialiser) is one change where another is chosen.
 */
export function changesBetween(before: Config, after: Config): readonly Change[] {
  const { model: modelBefore, ...restBefore } = before;
  const { model: modelAfter, ...restAfter } = after;
  return [...modelChanges(modelBefore, modelAfter, before.data.size), ...optionChanges(restBefore, restAfter)];
}

function modelChanges(before: Model, after: Model, size: number): readonly Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isBackbone(before) || isBackbone(after)) {
    if (!isBackbone(before) || !isBackbone(after)) return [{ path: "model", before, after }];
    const { head: headBefore, ...restBefore } = before;
    const { head: headAfter, ...restAfter } = after;
    const others = difference(restBefore, restAfter, "model");
    if (headBefore === "auto" || headAfter === "auto") {
      return [...others, ...difference({ head: headBefore }, { head: headAfter }, "model")];
    }
    return [...others, ...listChanges(headBefore, headAfter, "model.head")];
  }
  if (!Array.isArray(before) && !Array.isArray(after)) return difference(before, after, "model");
  const [listBefore, listAfter] = [before, after].map((model) => writeLayers(layersOf(model, size)));
  return listChanges(listBefore!, listAfter!, "model");
}

function listChanges(before: LayerList, after: LayerList, path: string): Change[] {
  const changes: Change[] = [];
  for (const [old, now] of aligned(before, after)) {
    const place = `${path}.${now ?? old}`;
    const [was, is] = [old === undefined ? undefined : before[old], now === undefined ? undefined : after[now]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    if (was !== undefined && is !== undefined && idOf(was) === idOf(is)) {
      changes.push(...layerChanges(idOf(is), optionsOf(was), optionsOf(is), `${place}.${idOf(is)}`));
    } else changes.push({ path: place, before: was, after: is });
  }
  return changes;
}

function layerChanges(id: string, before: Options, after: Options, path: string): Change[] {
  const inner = (findLayer(id)?.inner ?? []).filter((key) => before[key] !== undefined && after[key] !== undefined);
  const lists = inner.flatMap((key) =>
    listChanges(before[key] as LayerList, after[key] as LayerList, `${path}.${key}`),
  );
  const rest = (options: Options): Options =>
    Object.fromEntries(Object.entries(options).filter(([key]) => !inner.includes(key)));
  return [...lists, ...optionChanges(rest(before), rest(after), path)];
}

function optionChanges(before: Options, after: Options, path = ""): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [was, is] = [before[key], after[key]];
    const place = path === "" ? key : `${path}.${key}`;
    const isOther = nameOf(was) !== undefined && nameOf(is) !== undefined && nameOf(was) !== nameOf(is);
    return isOther ? [{ path: place, before: was, after: is }] : difference(was, is, place);
  });
}

function nameOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as Options)["name"] : undefined;
}

/**
 * Pairs of places, in order, with the most layers that stay: each is one of both lists, or of one of them alone. A layer that
 * is taken out where another is put in is paired with it.
 */
function aligned(before: LayerList, after: LayerList): [old: number | undefined, now: number | undefined][] {
  const [n, m] = [before.length, after.length];
  // cost[i][j]: of what comes after the first i and j layers. Changed options cost less than another layer.
  const cost = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  const pairCost = (i: number, j: number): number => {
    if (JSON.stringify(before[i]) === JSON.stringify(after[j])) return 0;
    return idOf(before[i]!) === idOf(after[j]!) ? 1 : 2.5;
  };
  const alone = 2;
  for (let i = n; i >= 0; i -= 1) {
    for (let j = m; j >= 0; j -= 1) {
      if (i === n && j === m) continue;
      const pair = i < n && j < m ? pairCost(i, j) + cost[i + 1]![j + 1]! : Infinity;
      const out = i < n ? alone + cost[i + 1]![j]! : Infinity;
      const put = j < m ? alone + cost[i]![j + 1]! : Infinity;
      cost[i]![j] = Math.min(pair, out, put);
    }
  }
  const pairs: [number | undefined, number | undefined][] = [];
  for (let i = 0, j = 0; i < n || j < m; ) {
    const here = cost[i]![j]!;
    if (i < n && j < m && here === pairCost(i, j) + cost[i + 1]![j + 1]!) pairs.push([i++, j++]);
    else if (j < m && here === alone + cost[i]![j + 1]!) pairs.push([undefined, j++]);
    else pairs.push([i++, undefined]);
  }
  return pairs;
}

function idOf(entry: Entry): string {
  return typeof entry === "string" ? entry : Object.keys(entry)[0]!;
}

function optionsOf(entry: Entry): Options {
  return typeof entry === "string" ? {} : (Object.values(entry)[0] as Options);
}
