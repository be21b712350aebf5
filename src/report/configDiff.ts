import { type Change, valueText } from "../config/difference.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./lang/index.ts";
import { table } from "./table.ts";

/**
 * Each option that two configs set otherwise, beside each other. What is changed alike in several layers is one row, with the
 * layers' numbers behind its path.
 */
export function configDiff(
  words: Words,
  caption: string,
  changes: readonly Change[],
  [before, after]: readonly [string, string],
): Html {
  const cell = (value: unknown): Html =>
    value === undefined ? html`<span class="faint">${words.names.unset}</span>` : html`<code>${shown(value)}</code>`;
  return table(words, {
    caption,
    columns: [{ name: words.chart.option }, { name: before }, { name: after }],
    rows: grouped(changes).map(({ path, places, change }) => [
      html`<code>${path}</code>${places.length < 2 ? undefined : html` <span class="faint">(${places.join(", ")})</span>`}`,
      cell(change.before),
      cell(change.after),
    ]),
  });
}

/** Changes that differ in the first number of their path alone, together: "model.*.conv2d.bias". */
function grouped(
  changes: readonly Change[],
): readonly { readonly path: string; readonly places: readonly string[]; readonly change: Change }[] {
  const groups = new Map<string, { change: Change; places: string[] }>();
  for (const change of changes) {
    const place = change.path.match(/(?<=\.)\d+(?=\.)/)?.[0];
    const path = place === undefined ? change.path : change.path.replace(`.${place}.`, ".*.");
    const key = JSON.stringify([path, change.before ?? null, change.after ?? null]);
    const group = groups.get(key) ?? { change, places: [] };
    if (place !== undefined) group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ change, places }) => ({
    path: places.length < 2 ? change.path : change.path.replace(`.${places[0]}.`, ".*."),
    places,
    change,
  }));
}

/** A config's value on one line; a long one (a list of layers) is cut. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : valueText(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
