import { describe, expect, test } from "vitest";
import { LiveBlock } from "./liveBlock.ts";

/** As much of a terminal as the block uses: lines, and a cursor that moves and erases. */
class Screen {
  readonly lines: string[] = [""];
  isCursorShown = true;
  private row = 0;

  constructor(
    public columns: number,
    readonly rows: number,
  ) {}

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
    for (const [piece] of text.matchAll(/\x1b\[\??\d*[A-Za-z]|\r|\n|[^\x1b\r\n]+/g)) this.obey(piece);
  }

  private obey(piece: string): void {
    if (piece.endsWith("A") && piece.startsWith("\x1b")) this.row -= Number(piece.slice(2, -1));
    else if (piece === "\x1b[J") this.lines.length = this.row;
    else if (piece === "\x1b[K") this.lines[this.row] ??= "";
    else if (piece === "\x1b[?25l") this.isCursorShown = false;
    else if (piece === "\x1b[?25h") this.isCursorShown = true;
    else if (piece === "\n") this.row += 1;
    else if (!piece.startsWith("\x1b") && piece !== "\r") this.lines[this.row] = piece;
    expect(this.row).toBeGreaterThanOrEqual(0);
  }

  /** The window became narrower: lines that are too long take several rows. */
  narrow(columns: number): void {
    this.columns = columns;
    const broken = this.lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""]);
    this.lines.splice(0, this.lines.length, ...broken);
    this.row = this.lines.length;
  }
}

describe("a live block", () => {
  test("shows only its last frame, however long the frames before were, below what was printed", () => {
    const screen = new Screen(40, 20);
    const block = new LiveBlock(screen);
    block.draw(["one", "two", "three"]);
    block.draw(["four"]);
    block.print("stays");
    block.draw(["five", "six"]);
    block.draw(["seven", "eight", "nine"]);
    block.draw(["ten", "eleven"]);
    block.end();
    expect(screen.lines.filter((line) => line !== "")).toEqual(["stays", "ten", "eleven"]);
  });

  test("hides the cursor while it draws and gives it back at its end", () => {
    const screen = new Screen(40, 20);
    const block = new LiveBlock(screen);
    block.draw(["one"]);
    expect(screen.isCursorShown).toBe(false);
    block.end();
    expect(screen.isCursorShown).toBe(true);
  });

  test("lines never fill the window's last column, colours not counted", () => {
    const screen = new Screen(10, 20);
    new LiveBlock(screen).draw(["\x1b[36m12345678901234\x1b[39m"]);
    expect(screen.lines.filter((line) => line !== "")).toEqual(["123456789"]);
  });

  test("a window that became narrower keeps no rest of the broken lines", () => {
    const screen = new Screen(40, 20);
    const block = new LiveBlock(screen);
    block.draw(["a line of thirty characters, so"]);
    screen.narrow(12);
    block.draw(["short"]);
    expect(screen.lines.filter((line) => line !== "")).toEqual(["short"]);
  });

  test("a block is never as high as the window", () => {
    const screen = new Screen(40, 4);
    new LiveBlock(screen).draw(["1", "2", "3", "4", "5", "6"]);
    expect(screen.lines.filter((line) => line !== "")).toEqual(["1", "2", "3"]);
  });
});
