import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import content from "../../test/fixtures/safetensors.json" with { type: "json" };
import { type DType, sizeOf, type TensorData, tensorOf, zeros } from "../graph/tensor.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** A file of this header, as text or as what JSON makes of it, and this many zero bytes of data. */
function fileOf(header: unknown, dataBytes = 0): Uint8Array {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}

function float32(shape: readonly number[], begin: number, end: number) {
  return { dtype: "F32", shape, data_offsets: [begin, end] };
}

/** Any tensor, filled with any bytes (NaN payloads and odd bools too). */
const anyTensor = fc
  .tuple(
    fc.constantFrom<DType[]>("float32", "float64", "int64", "int32", "uint8", "bool"),
    fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    fc.uint8Array({ minLength: 8 * 64, maxLength: 8 * 64 }),
  )
  .map(([dtype, shape, bytes]): TensorData => {
    const tensor: TensorData = zeros(dtype, shape);
    new Uint8Array(tensor.data.buffer).set(bytes.subarray(0, tensor.data.byteLength));
    return tensor;
  });
const anyName = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("__proto__", "constructor", "0", "10", '"', "\\", "a:{"))
  .filter((name) => name !== "__metadata__");
const anyTensors = fc.array(fc.tuple(anyName, anyTensor), { maxLength: 6 }).map((pairs) => new Map(pairs));
const anyMetadata = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));

function bytesOf({ data }: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

test("what is written is read back, bit for bit, from any place in memory", () => {
  fc.assert(
    fc.property(anyTensors, anyMetadata, fc.integer({ min: 0, max: 8 }), (tensors, metadata, shift) => {
      const written = encodeSafetensors(tensors, metadata);
      const moved = new Uint8Array(written.length + shift).subarray(shift);
      moved.set(written);
      const read = decodeSafetensors(moved);
      expect(read.metadata).toEqual(metadata);
      expect([...read.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
      for (const [name, tensor] of tensors) {
        const { dtype, shape } = read.tensors.get(name)!;
        expect({ dtype, shape }).toEqual({ dtype: tensor.dtype, shape: tensor.shape });
        expect(bytesOf(read.tensors.get(name)!)).toEqual(bytesOf(tensor));
      }
    }),
  );
});

test("the order in which tensors are given does not change the bytes, and all are aligned", () => {
  fc.assert(
    fc.property(anyTensors, (tensors) => {
      const written = encodeSafetensors(tensors);
      expect(encodeSafetensors(new Map([...tensors].reverse()))).toEqual(written);
      for (const tensor of decodeSafetensors(written).tensors.values()) {
        expect(tensor.data.buffer).toBe(written.buffer); // a view: nothing was copied
      }
    }),
  );
});

test("a file made by another program is read: unaligned, spaced, its metadata last", () => {
  const bytes = readFileSync(new URL("../../test/fixtures/tensors.safetensors", import.meta.url));
  const { tensors, metadata } = decodeSafetensors(bytes);
  expect(metadata).toEqual({ format: "pt", species: "Chætodon lunulatus" });
  expect([...tensors.keys()]).toHaveLength(Object.keys(content).length);
  for (const [name, { shape, values }] of Object.entries(content)) {
    const tensor = tensors.get(name)!;
    expect(tensor.shape).toEqual(shape);
    const expected = values.map((value) => {
      if (tensor.dtype === "int64") return BigInt(value);
      if (tensor.dtype === "bool") return value === "True" ? 1 : 0;
      return Number(value.replace("inf", "Infinity"));
    });
    expect([...tensor.data]).toEqual(expected);
  }
});

test("the bytes are those that the format's authors describe", () => {
  const file = encodeSafetensors(new Map([["b", tensorOf("float32", [1], [1])]]), { z: "1", a: "2" });
  const header = '{"__metadata__":{"a":"2","z":"1"},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  expect([...file]).toEqual([padded.length, 0, 0, 0, 0, 0, 0, 0, ...Buffer.from(padded), 0, 0, 0x80, 0x3f]);
});

test.each<[string, Uint8Array]>([
  ["safetensors-cut", new Uint8Array(7)],
  ["safetensors-cut", fileOf("{}").subarray(0, 9)],
  ["safetensors-cut", fileOf({ a: float32([2], 0, 8) }, 7)],
  ["safetensors-data-left", fileOf({ a: float32([2], 0, 8) }, 9)],
  ["safetensors-data-left", fileOf({}, 1)],
  ["safetensors-header-too-long", Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 0x7b, 0x7d)],
  ["safetensors-header-too-long", Uint8Array.of(1, 0xe1, 0xf5, 5, 0, 0, 0, 0, 0x7b, 0x7d)],
  ["safetensors-header-broken", fileOf("")],
  ["safetensors-header-broken", fileOf("[]")],
  ["safetensors-header-broken", fileOf(" {}")],
  ["safetensors-header-broken", fileOf('{"a":')],
  ["safetensors-header-broken", Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff])],
  ["safetensors-header-broken", fileOf({ a: 1 })],
  ["safetensors-header-broken", fileOf({ a: null })],
  ["safetensors-header-broken", fileOf({ a: { dtype: "F32", shape: [1] } })],
  ["safetensors-header-broken", fileOf({ a: { ...float32([1], 0, 4), more: 1 } }, 4)],
  ["safetensors-header-broken", fileOf({ a: { dtype: "F32", shape: [1], data_offsets: [0, 4, 8] } }, 4)],
  ["safetensors-header-broken", fileOf({ a: { dtype: "F32", shape: [1], data_offsets: [4, 0] } }, 4)],
  ["safetensors-header-broken", fileOf({ a: { dtype: "F32", shape: [1], data_offsets: [-4, 0] } }, 4)],
  ["safetensors-header-broken", fileOf({ a: { dtype: "F32", shape: [1], data_offsets: [2 ** 53, 2 ** 53 + 4] } }, 4)],
  ["safetensors-header-broken", fileOf({ __metadata__: { epoch: 1 } })],
  ["safetensors-header-broken", fileOf({ __metadata__: "text" })],
  ["safetensors-dtype-unknown", fileOf({ a: { dtype: "BF16", shape: [2], data_offsets: [0, 4] } }, 4)],
  ["safetensors-dtype-unknown", fileOf({ a: { dtype: 5, shape: [2], data_offsets: [0, 4] } }, 4)],
  ["safetensors-shape-broken", fileOf({ a: { dtype: "F32", shape: 1, data_offsets: [0, 4] } }, 4)],
  ["safetensors-shape-broken", fileOf({ a: float32([-1, -1], 0, 4) }, 4)],
  ["safetensors-shape-broken", fileOf({ a: float32([0.5, 2], 0, 4) }, 4)],
  ["safetensors-shape-broken", fileOf({ a: float32([2 ** 31, 2 ** 31, 0], 0, 0) })],
  ["safetensors-shape-broken", fileOf('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4)],
  ["safetensors-size-differs", fileOf({ a: float32([3], 0, 8) }, 8)],
  ["safetensors-overlap", fileOf({ a: float32([2], 0, 8), b: float32([2], 4, 12) }, 12)],
  ["safetensors-overlap", fileOf({ a: float32([2], 0, 8), b: float32([2], 0, 8) }, 8)],
  ["safetensors-gap", fileOf({ a: float32([1], 0, 4), b: float32([1], 8, 12) }, 12)],
  ["safetensors-gap", fileOf({ a: float32([1], 4, 8) }, 8)],
  ["safetensors-gap", fileOf({ a: float32([0], 4, 4) })],
  [
    "safetensors-name-twice",
    fileOf(`{"a":${JSON.stringify(float32([0], 0, 0))},"\\u0061":${JSON.stringify(float32([0], 0, 0))}}`),
  ],
  ["safetensors-name-twice", fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}')],
])("%s is refused", (code, bytes) => {
  expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code }));
});

test("texts that look like keys are no keys", () => {
  const metadata = { a: '"a": {"a": 1}, "a":', b: "{", c: "\\" };
  expect(decodeSafetensors(encodeSafetensors(new Map(), metadata)).metadata).toEqual(metadata);
});

test("a damaged file is refused or read, and never fails in another way", () => {
  const whole = encodeSafetensors(
    new Map<string, TensorData>([
      ["weight", tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6])],
      ["step", tensorOf("int64", [], [7])],
    ]),
    { epoch: "3" },
  );
  const place = fc.integer({ min: 0, max: whole.length - 1 });
  fc.assert(
    fc.property(
      place,
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: whole.length }),
      (at, byte, length) => {
        const damaged = whole.slice(0, length);
        if (at < length) damaged[at] = byte;
        try {
          const { tensors } = decodeSafetensors(damaged);
          for (const { shape, data } of tensors.values()) expect(data.length).toBe(sizeOf(shape));
        } catch (error) {
          expect(error).toMatchObject({ name: "WrasseError", code: expect.stringMatching(/^safetensors-/) });
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a long header is read without trouble", () => {
  const metadata = { config: 'x"\\{'.repeat(500_000) };
  expect(decodeSafetensors(encodeSafetensors(new Map(), metadata)).metadata).toEqual(metadata);
});

test("an error says which tensor of which file", () => {
  expect(() =>
    decodeSafetensors(fileOf({ "conv.weight": float32([3], 0, 8) }, 8), "last.safetensors"),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: safetensors-size-differs at last.safetensors, tensor conv.weight
      expected 12 bytes for F32 [3], got 8
      try: the file is damaged or no safetensors file: copy it again, or take another checkpoint]
  `);
});
