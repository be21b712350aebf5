import { severalAtOnce } from "../../base/severalAtOnce.ts";
import type { AquariumOptions } from "./options.ts";
import { paintFish } from "./paintFish.ts";
import { generateAquarium, type PlannedPicture, speciesNamed } from "./plan.ts";
import { composeSheet, encode, picturesUnderWay } from "./render.ts";

/** One row of a contact sheet: a name and its pictures, each RGB [size, size, 3]. */
export interface SheetRow {
  readonly name: string;
  readonly pictures: readonly Uint8Array[];
}

const gap = 3;
const captionHeight = 19;

/**
 * A contact sheet: one row for each name, in columns of rows where there are many.
 * @param size side of the pictures in pixels
 * @param columns rows laid side by side (default 1)
 * @returns a PNG file
 */
export async function contactSheet(rows: readonly SheetRow[], size: number, columns = 1): Promise<Uint8Array> {
  const perRow = Math.max(...rows.map(({ pictures }) => pictures.length));
  const height = size + gap + captionHeight;
  const blockWidth = perRow * (size + gap) + gap * 3;
  const perColumn = Math.ceil(rows.length / columns);
  const corner = (row: number): [left: number, top: number] => [
    Math.floor(row / perColumn) * blockWidth + gap * 2,
    (row % perColumn) * height + gap,
  ];
  const tiles = await Promise.all(
    rows.flatMap(({ pictures }, row) =>
      pictures.map(async (pixels, column) => {
        const [left, top] = corner(row);
        return { png: await encode(pixels, size, "png"), left: left + column * (size + gap), top: top + captionHeight };
      }),
    ),
  );
  const width = columns * blockWidth + gap;
  const total = perColumn * height + gap;
  const captions = rows.map(({ name }, row) => {
    const [left, top] = corner(row);
    return `<text x="${left}" y="${top + 14}">${escaped(name)}</text>`;
  });
  const style = `font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13" fill="#23303a"`;
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}"><g ${style}>${captions.join("")}</g></svg>`;
  return await composeSheet(width, total, tiles, overlay);
}

/**
 * The contact sheet of an aquarium: the first training pictures of each species.
 * @param perSpecies pictures in a row (default 5)
 */
export async function aquariumSheet(
  options: AquariumOptions,
  seed: number,
  perSpecies = 5,
  columns = 2,
): Promise<Uint8Array> {
  const enough = { ...options, images: { ...options.images, train: perSpecies * 64 } };
  const plan = generateAquarium(enough, seed);
  const chosen = plan.classes.map((): PlannedPicture[] => []);
  for (const picture of plan.pictures("train")) {
    const row = chosen[plan.classes.indexOf(picture.species)]!;
    if (row.length < perSpecies) row.push(picture);
  }
  const rows = plan.classes.map((name) => ({ name: captionOf(name), pictures: [] as Uint8Array[] }));
  const flat = chosen.flatMap((pictures, row) => pictures.map((picture, column) => ({ picture, row, column })));
  await severalAtOnce(flat, picturesUnderWay, async ({ picture, row, column }) => {
    rows[row]!.pictures[column] = await paintFish(picture);
  });
  return await contactSheet(rows, options.size, columns);
}

function captionOf(id: string): string {
  const name = id.replaceAll("-", " ");
  return `${name[0]!.toUpperCase()}${name.slice(1)}, ${speciesNamed(id).commonName}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
