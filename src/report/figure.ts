import { type Html, html } from "./html.ts";
import type { Words } from "./lang/index.ts";
import { type Table, table } from "./table.ts";

export interface LegendEntry {
  readonly label: string;
  /** A colour of the page, such as "var(--sick)". */
  readonly colour: string;
  readonly mark: "line" | "dash" | "dot" | "square" | "cross";
}

export interface FigureParts {
  readonly title: string;
  readonly legend?: readonly LegendEntry[];
  /** One chart, or several in a row, each with its name. */
  readonly charts: Html | readonly { readonly title: string; readonly chart: Html }[];
  readonly caption: string;
  /** The same numbers, for those who cannot see the chart or want to reckon with them. */
  readonly numbers: Table;
}

/** A figure: title, legend, chart or charts, caption, and a table of the numbers that opens on demand. */
export function figure(words: Words, { title, legend = [], charts, caption, numbers }: FigureParts): Html {
  return html`<figure>
<h3>${title}</h3>
${legend.length === 0 ? undefined : html`<ul class="legend">${legend.map(entry)}</ul>`}
${
  Array.isArray(charts)
    ? html`<div class="charts">${(charts as readonly { title: string; chart: Html }[]).map((one) => html`<div><h4>${one.title}</h4>${one.chart}</div>`)}</div>`
    : (charts as Html)
}
<figcaption>${caption}</figcaption>
<details><summary>${words.page.numbers}</summary>${table(words, numbers)}</details>
</figure>
`;
}

function entry({ label, colour, mark }: LegendEntry): Html {
  return html`<li><svg width="26" height="14" aria-hidden="true" style="color:${colour}">${swatches[mark]}</svg>${label}</li>`;
}

const swatches: Readonly<Record<LegendEntry["mark"], Html>> = {
  line: html`<line x1="1" x2="25" y1="7" y2="7" stroke="currentColor" stroke-width="3"/>`,
  dash: html`<line x1="1" x2="25" y1="7" y2="7" stroke="currentColor" stroke-width="2.5" stroke-dasharray="5,4"/>`,
  dot: html`<circle cx="13" cy="7" r="5" fill="currentColor"/>`,
  cross: html`<path d="M8 2l10 10M18 2l-10 10" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  square: html`<rect x="6" y="1" width="13" height="12" rx="2" fill="currentColor"/>`,
};
