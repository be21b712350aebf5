import { count, duration } from "../numbers.ts";
import type { Output } from "../output.ts";
import { bar } from "./bar.ts";
import { isLive, LiveBlock } from "./liveBlock.ts";

const frameMs = 80;
/** Without a terminal, and for scripts, a line this often is enough. */
const lineMs = 10_000;
const jsonMs = 1_000;

export interface ProgressLine {
  /**
   * Tells how far the work is.
   *
   * @param of how it is said; default: "12 of 340"
   */
  update(done: number, total: number, of?: string): void;
  /** Takes the line away. */
  end(): void;
}

/**
 * Shows how far a work of many equal pieces is, with the time left: a bar on a terminal, a line now and then elsewhere,
 * `{"type":"progress","what":…,"done":…,"total":…}` for scripts.
 *
 * @param what the work, as "reading photos"
 */
export function progressLine(what: string, output: Output): ProgressLine {
  const block = isLive(process.stderr) && !output.isJson ? new LiveBlock(process.stderr) : undefined;
  const everyMs = output.isJson ? jsonMs : block === undefined ? lineMs : frameMs;
  const begun = performance.now();
  let begunWith: number | undefined;
  let shownAt = begun;
  return {
    update(done, total, of = `${count(done)} of ${count(total)}`) {
      const now = performance.now();
      // What was done before, such as photos in the cache, says nothing of the speed.
      begunWith ??= done;
      if (now - shownAt < everyMs) return;
      shownAt = now;
      output.json({ type: "progress", what, done, total });
      const left = done > begunWith ? ((now - begun) / 1000 / (done - begunWith)) * (total - done) : undefined;
      const tail = left === undefined ? "" : `  ${duration(left)} left`;
      if (block === undefined) output.note(`${what}: ${of}${tail}`);
      else block.draw([` ${what}  ${bar(done / total, 32, output.errorColours)}  ${of}${tail}`]);
    },
    end() {
      block?.clear();
      block?.end();
    },
  };
}
