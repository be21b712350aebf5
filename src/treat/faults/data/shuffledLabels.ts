import { draws, permutation } from "../../../base/random.ts";
import { type DataPlace, dealtSource, writeTable } from "./faultyTable.ts";

/**
 * Writes a table in which photos have each other's labels, as when a table's rows slip against its files. It is done in each
 * part by itself, so that classes stay as common as they were.
 *
 * @param place class folders, part folders or a CSV
 * @param out the CSV to write
 * @param share how many of the photos get the label of another one, 0..1; default 1
 * @returns what `data` of a config has in their place
 * @throws WrasseError of reading a source
 */
export async function writeShuffledLabels(place: DataPlace, out: string, seed: number, share = 1): Promise<DataPlace> {
  const source = dealtSource(place, seed);
  const labels = source.photos.map(({ label }) => label);
  for (const part of ["train", "validation", "test"] as const) {
    const all = [...source.photos.keys()].filter((i) => source.photos[i]!.split === part);
    const chosen = Array.from(permutation(all.length, draws(seed, `mislabelled:${part}`)), (i) => all[i]!);
    const some = chosen.slice(0, Math.round(share * all.length));
    const order = permutation(some.length, draws(seed, `shuffled-labels:${part}`));
    some.forEach((photo, i) => {
      labels[photo] = source.photos[some[order[i]!]!]!.label;
    });
  }
  return writeTable({ ...source, photos: source.photos.map((photo, i) => ({ ...photo, label: labels[i]! })) }, out);
}
