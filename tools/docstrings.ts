/** What tables of the documentation take from docstrings in the source. */

/** A docstring's text without its stars. */
export function plainDocstring(docstring: string): string {
  return docstring.replace(/^ *\* ?/gm, "").trim();
}

/** What stands under a heading such as "Gradient" at the beginning of a line, with the lines that go on below it. */
export function docstringSection(docstring: string, heading: string): string | undefined {
  return new RegExp(`^${heading} +(.*(?:\\n {2,}.*)*)`, "m").exec(docstring)?.[1];
}

/** Text on one line of a table, in which nothing but what stands between backticks means something to Markdown. */
export function tableCell(text: string): string {
  const parts = text
    .replace(/\s+/g, " ")
    .trim()
    .split(/(`[^`]*`)/);
  return parts.map((part) => (part.startsWith("`") ? part : part.replace(/[|\\*<>_]/g, "\\$&"))).join("");
}
