import { truncated, visibleWidth } from "./visibleWidth.ts";

const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";
const eraseToLineEnd = "\x1b[K";
const eraseBelow = "\x1b[J";
// Terminals that know it show a frame only when it is whole; others ignore it.
const beginFrame = "\x1b[?2026h";
const endFrame = "\x1b[?2026l";

/** What a live block needs of a terminal; `process.stderr` is one. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/**
 * Lines at the bottom of a terminal that are drawn over and over, in place and without flicker. Text written by `print`
 * stays above them. Survives a change of the window's size. `end` leaves the last frame and gives the cursor back.
 */
export class LiveBlock {
  /** Widths of the lines on the screen, as they were drawn. */
  private shown: number[] = [];
  private shownColumns = 0;
  private isHidden = false;
  private readonly restoreCursor = (): void => {
    if (this.isHidden) this.terminal.write(showCursor);
  };

  constructor(private readonly terminal: Terminal) {}

  /** The size for the next frame. */
  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.terminal.columns ?? 80, rows: this.terminal.rows ?? 24 };
  }

  draw(lines: readonly string[]): void {
    const { columns, rows } = this.size;
    // A line that fills the last column, or a block as high as the window, would scroll.
    const frame = lines.slice(0, Math.max(1, rows - 1)).map((line) => truncated(line, columns - 1));
    if (!this.isHidden) {
      this.isHidden = true;
      process.once("exit", this.restoreCursor);
    }
    const body = frame.map((line) => `${line}${eraseToLineEnd}\n`).join("");
    // Terminals remember which lines they broke; erased ones are whole again.
    const fresh = columns === this.shownColumns ? "" : eraseBelow;
    this.terminal.write(`${beginFrame}${hideCursor}${this.toTop()}${fresh}${body}${eraseBelow}${endFrame}`);
    this.shown = frame.map(visibleWidth);
    this.shownColumns = columns;
  }

  /** Takes the block away, so that other text can be written. */
  clear(): void {
    if (this.shown.length > 0) this.terminal.write(`${this.toTop()}${eraseBelow}`);
    this.shown = [];
  }

  /** Writes lines that stay; the block comes below them with the next frame. */
  print(text: string): void {
    this.clear();
    this.terminal.write(`${text}\n`);
  }

  /** Leaves what is shown and gives the cursor back. */
  end(): void {
    this.restoreCursor();
    this.isHidden = false;
    this.shown = [];
    process.off("exit", this.restoreCursor);
  }

  /** Moves to the first line of the block: a window that became narrower has broken its lines. */
  private toTop(): string {
    const { columns } = this.size;
    const rows = this.shown.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return rows === 0 ? "\r" : `\r\x1b[${rows}A`;
  }
}

/** Whether frames can be drawn over each other on a stream. */
export function isLive(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && process.env["TERM"] !== "dumb";
}
