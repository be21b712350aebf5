/** A text broken at spaces, with its first line and the others led in. */
export function wrapped(text: string, columns: number, first: string, next: string): string[] {
  const width = Math.max(30, Math.min(columns, 110) - next.length);
  const lines: string[] = [];
  let own = "";
  for (const word of text.split(" ")) {
    if (own !== "" && own.length + 1 + word.length > width) {
      lines.push(own);
      own = word;
    } else own = own === "" ? word : `${own} ${word}`;
  }
  lines.push(own);
  return lines.map((one, i) => `${i === 0 ? first : next}${one}`);
}
