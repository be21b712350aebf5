// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour.
const colour = /\x1b\[[0-9;]*m/g;

/** How many columns a line takes, colours left out. */
export function visibleWidth(line: string): number {
  return [...line.replace(colour, "")].length;
}

/** The line's first columns; colours are kept, and ended. */
export function truncated(line: string, columns: number): string {
  if (visibleWidth(line) <= columns) return line;
  let kept = "";
  let width = 0;
  // Splitting with a group keeps the colours as pieces of their own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour.
  for (const piece of line.split(/(\x1b\[[0-9;]*m)/)) {
    if (piece.startsWith("\x1b")) kept += piece;
    else {
      const characters = [...piece].slice(0, Math.max(0, columns - width));
      kept += characters.join("");
      width += characters.length;
    }
  }
  return kept;
}

/** The line filled with spaces to a width. */
export function padded(line: string, columns: number): string {
  return line + " ".repeat(Math.max(0, columns - visibleWidth(line)));
}
