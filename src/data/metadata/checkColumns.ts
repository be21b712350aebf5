import { WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import type { Photo } from "../photo.ts";
import type { MetadataOptions } from "./setting.ts";

/**
 * Sees that each column that is asked for is known of a photo at least.
 *
 * @param at the photos' path, for messages
 * @throws WrasseError "column-missing" with the nearest name
 */
export function checkMetadataColumns({ columns }: MetadataOptions, photos: readonly Photo[], at: string): void {
  if (columns.length === 0) return;
  const known = new Set<string>();
  for (const { metadata } of photos) for (const name of Object.keys(metadata)) known.add(name);
  const names = [...known];
  const missing = columns.find(({ name }) => !names.includes(name))?.name;
  if (missing === undefined) return;
  const nearest = nearestName(missing, names);
  throw new WrasseError("column-missing", {
    at,
    expected: `a column "${missing}", as data.metadata.columns says`,
    got: names.length === 0 ? "photos without a CSV" : `the columns ${names.join(", ")}`,
    hint:
      names.length === 0
        ? "give a CSV of the photos, or put a metadata.csv with file_name and the columns into their folder"
        : nearest === undefined
          ? "name one of these, or add the column to the CSV"
          : `did you mean "${nearest}"?`,
  });
}
