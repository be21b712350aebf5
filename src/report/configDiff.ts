import type { Change } from "../config/difference.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./lang/index.ts";
import { table } from "./table.ts";

/** Each option that two configs set otherwise, beside each other. */
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
    rows: changes.map((change) => [html`<code>${change.path}</code>`, cell(change.before), cell(change.after)]),
  });
}

/** A config's value on one line; a long one (a list of layers) is cut. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
