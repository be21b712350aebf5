import type { CaseStory } from "../../treat/case/story.ts";
import { type Html, html } from "../html.ts";
import type { Words } from "../lang/index.ts";
import { table } from "../table.ts";
import { inks } from "./marks.ts";

type Filter = CaseStory["filters"][number];

const square = 14;

/** Filters before and after the cure, as squares: the stronger the colour the larger the weight, on one scale for all. */
export function kernels(words: Words, filters: readonly Filter[]): Html {
  const { chart, numbers, page } = words;
  const largest = Math.max(1e-12, ...filters.flatMap(({ sick, cured }) => [...sick, ...cured].map(Math.abs)));
  return html`<figure>
<h3>${words.case.filters}</h3>
<ul class="legend"><li><svg width="26" height="14" aria-hidden="true"><rect width="26" height="14" rx="2" fill="${colourOf(-1)}"/></svg>${chart.negative}</li><li><svg width="26" height="14" aria-hidden="true"><rect width="26" height="14" rx="2" fill="${colourOf(1)}"/></svg>${chart.positive}</li></ul>
<ul class="kernels">${filters.map((filter) => html`<li>${picture(words, filter, largest)}${chart.unit(filter.unit)}<br>${stateOf(words, filter)}</li>`)}</ul>
<figcaption>${words.case.filtersCaption(filters[0]?.layer ?? "")}</figcaption>
<details><summary>${page.numbers}</summary>${table(words, {
    caption: words.case.filters,
    columns: [
      { name: chart.unit(0).replace(" 0", "") },
      { name: chart.before, kind: "long" },
      { name: chart.after, kind: "long" },
    ],
    rows: filters.map(({ unit, sick, cured }) => [
      numbers.count(unit),
      sick.map((weight) => numbers.count(weight, 3)).join("; "),
      cured.map((weight) => numbers.count(weight, 3)).join("; "),
    ]),
  })}</details>
</figure>
`;
}

function picture(words: Words, filter: Filter, largest: number): Html {
  const { side, sick, cured, unit } = filter;
  const width = side * square;
  const gap = 12;
  const name = `${words.chart.unit(unit)}, ${stateOf(words, filter)}: ${words.chart.before}, ${words.chart.after}`;
  return html`<svg viewBox="0 0 ${2 * width + gap} ${width}" role="img" aria-label="${name}">${squares(sick, side, 0, largest)}<path d="M${width + 3} ${width / 2 - 4}l5 4l-5 4" fill="none" stroke="currentColor" stroke-width="1.5"/>${squares(cured, side, width + gap, largest)}</svg>`;
}

function squares(weights: readonly number[], side: number, left: number, largest: number): readonly Html[] {
  return weights.map(
    (weight, i) =>
      html`<rect x="${left + (i % side) * square}" y="${Math.floor(i / side) * square}" width="${square}" height="${square}" fill="${colourOf(weight / largest)}"/>`,
  );
}

/** @param strength -1..1 */
function colourOf(strength: number): string {
  const ink = strength < 0 ? inks.sick : inks.healthy;
  return `color-mix(in oklab, ${ink} ${Math.round(100 * Math.min(1, Math.abs(strength)))}%, var(--cold))`;
}

function stateOf({ case: { filterState } }: Words, { isDead, isRevived }: Filter): string {
  return isRevived ? filterState.revived : isDead ? filterState.dead : filterState.alive;
}
