import { type Html, type HtmlPart, html } from "./html.ts";
import type { Words } from "./lang/index.ts";

export interface Column {
  readonly name: string;
  /** "number": at the right, in figures of one width; "long": a sentence, which wants room. Default: text. */
  readonly kind?: "number" | "long";
}

export interface Table {
  /** What the table holds, for screen readers and as its caption. */
  readonly caption: string;
  /** A heading above says the same: the caption is for screen readers alone. Default: false. */
  readonly isTitled?: boolean;
  readonly columns: readonly Column[];
  /** A cell for each column; the first of a row is its heading. */
  readonly rows: readonly (readonly HtmlPart[])[];
}

/** A table that scrolls sideways by itself where the screen is too narrow, by keyboard too. */
export function table({ page }: Words, { caption, isTitled = false, columns, rows }: Table): Html {
  const className = (i: number): string => {
    const kind = columns[i]!.kind;
    return kind === undefined ? "" : kind;
  };
  return html`<div class="scroll" role="group" aria-label="${page.scrolls(caption)}" tabindex="0"><table>
<caption class="${isTitled ? "heard" : ""}">${caption}</caption>
<thead><tr>${columns.map(({ name }, i) => html`<th scope="col" class="${className(i)}">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map((cell, i) =>
      i === 0
        ? html`<th scope="row" class="${className(i)}">${cell}</th>`
        : html`<td class="${className(i)}">${cell}</td>`,
    )}</tr>
`,
)}</tbody>
</table></div>
`;
}
