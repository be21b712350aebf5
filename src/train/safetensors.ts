import { assert, WrasseError } from "../base/errors.ts";
import { type DType, type Shape, sizeOf, type TensorData } from "../graph/tensor.ts";

/** A safetensors file in memory. */
export interface SafetensorsFile {
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, TensorData>;
  /** Free texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The element types by their names in the file, and how many bytes an element has. */
const formats: Record<DType, { readonly code: string; readonly bytes: number }> = {
  int64: { code: "I64", bytes: 8 },
  float64: { code: "F64", bytes: 8 },
  float32: { code: "F32", bytes: 4 },
  int32: { code: "I32", bytes: 4 },
  uint8: { code: "U8", bytes: 1 },
  bool: { code: "BOOL", bytes: 1 },
};
const dtypes = Object.keys(formats) as DType[];

const lengthBytes = 8;
/** What the reference reader accepts. */
const longestHeader = 100_000_000;

/**
 * The bytes of a safetensors file: the header's length as u64, the header as JSON padded with spaces to a multiple of 8, and
 * the numbers, all little-endian.
 *
 * Tensors are ordered by the size of their elements, largest first, then by name, so that each starts at a multiple of its
 * element size and equal content gives equal bytes whatever the order of the map. It is also the order of the reference
 * writer: for the tensors of test/fixtures/tensors.safetensors its version 0.8.0 gives the same bytes.
 *
 * @param tensors by name; any name but "__metadata__"
 * @param metadata free texts by name
 * @source https://github.com/huggingface/safetensors, "Format"
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) =>
      dtypes.indexOf(a.dtype) - dtypes.indexOf(b.dtype) || Buffer.compare(Buffer.from(nameA), Buffer.from(nameB)),
  );
  const entries: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0) {
    entries.push(["__metadata__", Object.fromEntries(Object.entries(metadata).sort(byKey))]);
  }
  let end = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    assert(name !== "__metadata__", 'no tensor is named "__metadata__"');
    assert(
      data.length === sizeOf(shape),
      `tensor ${name} of shape [${shape}] has as many elements as that, not ${data.length}`,
    );
    const begin = end;
    end += data.byteLength;
    entries.push([name, { dtype: formats[dtype].code, shape, data_offsets: [begin, end] }]);
  }
  // Joined by hand: an object would put names that look like numbers first.
  const json = `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
  const header = Buffer.from(json, "utf8");
  const headerLength = Math.ceil(header.length / 8) * 8;

  const file = new Uint8Array(lengthBytes + headerLength + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.fill(0x20, lengthBytes, lengthBytes + headerLength);
  file.set(header, lengthBytes);
  let place = lengthBytes + headerLength;
  for (const [, { data }] of ordered) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), place);
    place += data.byteLength;
  }
  return file;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Reads a safetensors file. The tensors are views of `bytes` where their place in memory allows it, else copies.
 *
 * Nothing of the file is trusted: each byte of the data must belong to exactly one tensor of exactly that size.
 *
 * @param bytes the whole file; do not change it afterwards
 * @param path what errors call the file
 * @throws WrasseError "safetensors-cut", "safetensors-header-too-long", "safetensors-header-broken", "safetensors-name-twice",
 *   "safetensors-dtype-unknown", "safetensors-shape-broken", "safetensors-size-differs", "safetensors-overlap",
 *   "safetensors-gap", "safetensors-data-left"
 */
export function decodeSafetensors(bytes: Uint8Array, path = "safetensors file"): SafetensorsFile {
  const { header, data } = split(bytes, path);
  const { __metadata__: metadata, ...entries } = parseHeader(header, path);
  const placed = Object.entries(entries)
    .map(([name, entry]) => place(name, entry, path))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const tensor of placed) {
    const at = `${path}, tensor ${tensor.name}`;
    const got = `${tensor.begin}`;
    const expected = `data from byte ${end}, where the tensor before it ends`;
    if (tensor.begin < end) throw broken("overlap", at, expected, got);
    if (tensor.begin > end) throw broken("gap", at, expected, got);
    end = tensor.end;
  }
  if (end > data.length) throw broken("cut", path, `${end} bytes of data`, data.length);
  if (end < data.length) throw broken("data-left", path, `${end} bytes of data`, data.length);
  return {
    tensors: new Map(placed.map((tensor) => [tensor.name, view(tensor, data)])),
    metadata: parseMetadata(metadata, path),
  };
}

/** The header's text, and the bytes after it. */
function split(bytes: Uint8Array, path: string): { header: string; data: Uint8Array } {
  if (bytes.length < lengthBytes) throw broken("cut", path, `${lengthBytes} bytes or more`, bytes.length);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > longestHeader) {
    throw broken("header-too-long", path, `a header of at most ${longestHeader} bytes`, String(length));
  }
  const dataStart = lengthBytes + Number(length);
  if (dataStart > bytes.length) throw broken("cut", path, `a header of ${length} bytes`, bytes.length - lengthBytes);
  let header: string;
  try {
    header = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(lengthBytes, dataStart));
  } catch {
    throw broken("header-broken", path, "a header in UTF-8", "other bytes");
  }
  return { header, data: bytes.subarray(dataStart) };
}

function parseHeader(header: string, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = header.startsWith("{") ? JSON.parse(header) : undefined;
  } catch {
    value = undefined;
  }
  if (!isObject(value)) throw broken("header-broken", path, "a header that is a JSON object", header.slice(0, 40));
  const twice = nameGivenTwice(header);
  if (twice !== undefined) throw broken("name-twice", path, "each name once", twice);
  return value;
}

/** A key that some object of a valid JSON text has twice: JSON.parse would silently keep the last. */
function nameGivenTwice(json: string): string | undefined {
  const open: Set<string>[] = [];
  let place = 0;
  while (place < json.length) {
    const character = json[place];
    if (character === "{") open.push(new Set());
    if (character === "}") open.pop();
    if (character !== '"') {
      place += 1;
      continue;
    }
    const start = place;
    place = endOfText(json, start);
    if (!isKeyBefore(json, place)) continue;
    const name: string = JSON.parse(json.slice(start, place));
    const names = open.at(-1)!;
    if (names.has(name)) return name;
    names.add(name);
  }
  return undefined;
}

/** The place after the closing quote of the text that starts here. */
function endOfText(json: string, start: number): number {
  let place = start + 1;
  while (json[place] !== '"') place += json[place] === "\\" ? 2 : 1;
  return place + 1;
}

/** Whether a colon follows, which makes the text before this place a key. */
function isKeyBefore(json: string, after: number): boolean {
  let place = after;
  while (" \t\n\r".includes(json[place]!)) place += 1;
  return json[place] === ":";
}

function parseMetadata(metadata: unknown, path: string): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === "string")) {
    throw broken("header-broken", `${path}, __metadata__`, "an object of texts", short(metadata));
  }
  return metadata as Record<string, string>;
}

interface Placed {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  /** First byte and the byte after the last, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

/** Checks one entry of the header by itself. */
function place(name: string, entry: unknown, path: string): Placed {
  const at = `${path}, tensor ${name}`;
  const { dtype: code, shape, data_offsets: offsets, ...others } = isObject(entry) ? entry : {};
  if (code === undefined || shape === undefined || offsets === undefined || Object.keys(others).length > 0) {
    throw broken("header-broken", at, "dtype, shape and data_offsets", short(entry));
  }
  const dtype = dtypes.find((known) => formats[known].code === code);
  if (dtype === undefined) {
    throw new WrasseError("safetensors-dtype-unknown", {
      at,
      expected: `one of ${dtypes.map((known) => formats[known].code).join(", ")}`,
      got: short(code),
      hint: "convert the tensor to F32 before saving",
    });
  }
  if (!isListOfCounts(shape)) {
    throw broken("shape-broken", at, "a list of whole numbers in 0..2^53-1", short(shape));
  }
  if (!isListOfCounts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw broken("header-broken", at, "data_offsets [begin, end] in 0..2^53-1", short(offsets));
  }
  let size = formats[dtype].bytes;
  for (const dimension of shape) {
    size *= dimension;
    if (!Number.isSafeInteger(size)) throw broken("shape-broken", at, "fewer than 2^53 bytes", short(shape));
  }
  const [begin, end] = offsets as [number, number];
  if (end - begin !== size) throw broken("size-differs", at, `${size} bytes for ${code} [${shape}]`, end - begin);
  return { name, dtype, shape, begin, end };
}

/** The tensor as a view of the data, or as a copy where its bytes do not start at a multiple of the element size. */
function view({ dtype, shape, begin, end }: Placed, data: Uint8Array): TensorData {
  const own = data.subarray(begin, end);
  const isAligned = own.byteOffset % formats[dtype].bytes === 0;
  // Not own.slice(): a Buffer's slice is no copy.
  const buffer = isAligned ? own.buffer : new Uint8Array(own).buffer;
  const offset = isAligned ? own.byteOffset : 0;
  const count = own.length / formats[dtype].bytes;
  switch (dtype) {
    case "float32":
      return { dtype, shape, data: new Float32Array(buffer, offset, count) };
    case "float64":
      return { dtype, shape, data: new Float64Array(buffer, offset, count) };
    case "int64":
      return { dtype, shape, data: new BigInt64Array(buffer, offset, count) };
    case "int32":
      return { dtype, shape, data: new Int32Array(buffer, offset, count) };
    case "uint8":
    case "bool":
      return { dtype, shape, data: new Uint8Array(buffer, offset, count) };
    default:
      return dtype satisfies never;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOfCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** A value of the header as a text that fits into a message. */
function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function broken(what: string, at: string, expected: string, got: string | number): WrasseError {
  return new WrasseError(`safetensors-${what}`, {
    at,
    expected,
    got,
    hint: "the file is damaged or no safetensors file: copy it again, or take another checkpoint",
  });
}
