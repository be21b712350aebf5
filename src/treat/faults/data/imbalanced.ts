import { draws, permutation } from "../../../base/random.ts";
import { type DataPlace, dealtSource, writeTable } from "./faultyTable.ts";

/**
 * Writes a table in which one class, drawn by the seed, keeps its training photos and every other class keeps one in `ratio`
 * of them, at least one. Validation and test photos stay.
 *
 * @param place class folders, part folders or a CSV
 * @param out the CSV to write
 * @param ratio how many times as common the one class becomes; default 20
 * @returns what `data` of a config has in their place
 * @throws WrasseError of reading a source
 * @source Buda, Maki & Mazurowski 2018, "A systematic study of the class imbalance problem", step imbalance
 */
export async function writeImbalanced(place: DataPlace, out: string, seed: number, ratio = 20): Promise<DataPlace> {
  const source = dealtSource(place, seed);
  const majority = draws(seed, "majority").below(source.classes.length);
  const kept = new Set<number>();
  source.classes.forEach((_, label) => {
    const own = [...source.photos.keys()].filter((i) => {
      const photo = source.photos[i]!;
      return photo.label === label && photo.split === "train";
    });
    const count = label === majority ? own.length : Math.max(1, Math.round(own.length / ratio));
    const order = permutation(own.length, draws(seed, "kept", label));
    for (const i of order.subarray(0, count)) kept.add(own[i]!);
  });
  return writeTable(
    { ...source, photos: source.photos.filter(({ split }, i) => split !== "train" || kept.has(i)) },
    out,
  );
}
