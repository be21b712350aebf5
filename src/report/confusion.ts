import type { Evaluation } from "../train/metrics/evaluate.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./lang/index.ts";

/** The confusion matrix as a table that screen readers can walk: blue what was right, orange what was not, by its share of the row. */
export function confusion(words: Words, { perClass, confusion: rows }: Evaluation, part: string): Html {
  const { run, numbers, page } = words;
  const names = perClass.map(({ name }) => name);
  return html`<figure>
<div class="scroll" role="group" aria-label="${page.scrolls(run.confusionTitle)}" tabindex="0"><table class="confusion">
<caption>${run.confusionTitle}</caption>
<thead><tr><th scope="col">${run.truth} ↓ · ${run.predicted} →</th>${names.map((name) => html`<th scope="col" class="upright"><span>${name}</span></th>`)}</tr></thead>
<tbody>
${rows.map((row, truth) => {
  const total = row.reduce((sum, count) => sum + count, 0);
  return html`<tr><th scope="row">${names[truth]}</th>${row.map((count, prediction) => {
    const ink = truth === prediction ? "--healthy" : "--sick";
    // At half of the full colour the ink still reads well, in light and dark.
    const strength = count === 0 ? 0 : Math.round(8 + (40 * count) / total);
    return html`<td class="number" style="background:color-mix(in oklab, var(${ink}) ${strength}%, var(--ground))">${count === 0 ? html`<span class="faint">0</span>` : numbers.count(count)}</td>`;
  })}</tr>
`;
})}</tbody>
</table></div>
<figcaption>${run.confusionCaption(part)}</figcaption>
</figure>
`;
}
