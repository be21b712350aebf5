/** A piece of HTML that is safe to put into a page: whatever was put into it as text is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: HTML as it is, text and numbers escaped, lists one after the other, undefined as nothing. */
export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

/**
 * HTML from a template. Everything that is put in is escaped, unless it is HTML already.
 *
 * @example html`<p>${"a < b"}</p>`.text // <p>a &lt; b</p>
 */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(texts.map((text, i) => text + (i < parts.length ? textOf(parts[i]) : "")).join(""));
}

function textOf(part: HtmlPart): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map(textOf).join("");
}

/** A text for HTML, between tags or in a quoted attribute. A page has no control characters, though a folder's name may. */
export function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
