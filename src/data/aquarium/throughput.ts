import { severalAtOnce } from "../../base/severalAtOnce.ts";
import { parseAquariumOptions } from "./options.ts";
import { paintFish } from "./paintFish.ts";
import { generateAquarium } from "./plan.ts";
import { picturesUnderWay } from "./render.ts";

/** How fast pictures are painted. */
export interface Throughput {
  readonly size: number;
  readonly pictures: number;
  readonly picturesPerSecond: number;
  /** Processor time, which other work on the machine does not lengthen as it does the clock. */
  readonly cpuMsPerPicture: number;
}

/**
 * Measures painting, without files, with default options.
 *
 * Rendering runs on libuv's threads while the next picture is drawn on this one, so two cores are kept busy by several
 * pictures under way in one process.
 * @param atOnce pictures under way (default what the generator uses)
 */
export async function measureThroughput(
  size: number,
  pictures: number,
  atOnce = picturesUnderWay,
): Promise<Throughput> {
  const plan = generateAquarium(parseAquariumOptions({ size, images: { train: pictures } }), 0);
  const paint = async (index: number): Promise<void> => {
    await paintFish(plan.picture("train", index));
  };
  const all = Array.from({ length: pictures }, (_, index) => index);
  await severalAtOnce(all.slice(0, 100), atOnce, paint);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await severalAtOnce(all, atOnce, paint);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    size,
    pictures,
    picturesPerSecond: pictures / seconds,
    cpuMsPerPicture: (used.user + used.system) / 1000 / pictures,
  };
}
