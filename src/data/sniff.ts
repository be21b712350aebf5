/** What the first bytes of a file say that it is. */
export type Sniffed =
  | { readonly kind: "photo"; readonly format: string }
  | { readonly kind: "not-read"; readonly format: string }
  | { readonly kind: "not-an-image"; readonly looksLike: string };

/** How many bytes `sniff` wants to see. */
export const SNIFF_BYTES = 512;

/**
 * Tells a photo from what only bears a photo's name, by its first bytes: formats that are read, image formats that are not
 * read, and other things, named so that a person understands ("text", "a web page").
 *
 * @param head the first bytes of the file; 512 are enough
 */
export function sniff(head: Uint8Array): Sniffed {
  const latin = Buffer.from(head.subarray(0, SNIFF_BYTES)).toString("latin1");
  const format = photoFormat(latin);
  if (format !== undefined) return { kind: "photo", format };
  const other = otherImage(latin);
  if (other !== undefined) return { kind: "not-read", format: other };
  return { kind: "not-an-image", looksLike: notAnImage(latin) };
}

function photoFormat(latin: string): string | undefined {
  if (latin.startsWith("\xff\xd8\xff")) return "JPEG";
  if (latin.startsWith("\x89PNG\r\n\x1a\n")) return "PNG";
  if (latin.startsWith("RIFF") && latin.slice(8, 12) === "WEBP") return "WebP";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].includes(latin.slice(0, 4))) return "TIFF";
  if (latin.startsWith("GIF8")) return "GIF";
  // The brands of an ISO media file: major at 8, compatible ones after it.
  if (latin.slice(4, 8) === "ftyp" && /avi[fs]/.test(latin.slice(8, 64))) return "AVIF";
  return undefined;
}

function otherImage(latin: string): string | undefined {
  if (latin.slice(4, 8) === "ftyp" && /hei[cfx]|hev[cx]|mif1|msf1/.test(latin.slice(8, 64))) return "HEIC";
  if (latin.startsWith("BM")) return "BMP";
  if (latin.startsWith("\xff\x0a") || latin.slice(4, 8) === "JXL ") return "JPEG XL";
  if (latin.startsWith("8BPS")) return "Photoshop";
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<svg/i.test(latin)) return "SVG";
  return undefined;
}

function notAnImage(latin: string): string {
  if (/^\0*$/.test(latin)) return "only zero bytes";
  if (/^\s*(<!doctype html|<html)/i.test(latin)) return "a web page";
  if (latin.startsWith("%PDF")) return "a PDF";
  if (latin.startsWith("PK\x03\x04")) return "a ZIP archive";
  if (latin.slice(4, 8) === "ftyp") return "a film";
  if (latin.startsWith("version https://git-lfs")) return "a Git LFS pointer whose file was not fetched";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from binary data.
  return /[\x00-\x08\x0e-\x1a]/.test(latin) ? "unknown binary data" : "text";
}
