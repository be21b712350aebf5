import { measureThroughput } from "../src/data/aquarium/index.ts";
import type { Findings } from "./report.ts";

const runs = [
  { size: 64, pictures: 900 },
  { size: 224, pictures: 200 },
];

/** How many aquarium pictures are painted a second, without files. */
export async function benchAquarium(progress: (text: string) => void): Promise<Findings> {
  const measured = [];
  for (const { size, pictures } of runs) {
    progress(`aquarium: ${pictures} pictures of ${size} px`);
    measured.push(await measureThroughput(size, pictures));
  }
  return {
    id: "aquarium",
    title: "Aquarium pictures",
    notes: ["Painting with the default options, in memory; processor time is over all threads."],
    columns: ["size, px", "pictures", "pictures a second", "processor time a picture, ms"],
    rows: measured.map(({ size, pictures, picturesPerSecond, cpuMsPerPicture }) => [
      String(size),
      String(pictures),
      picturesPerSecond.toFixed(0),
      cpuMsPerPicture.toFixed(2),
    ]),
    records: measured.map(({ size, pictures, picturesPerSecond, cpuMsPerPicture }) => ({
      type: "bench",
      what: "aquarium",
      size,
      pictures,
      pictures_per_second: picturesPerSecond,
      cpu_ms_per_picture: cpuMsPerPicture,
    })),
  };
}
