import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jpeg, temporaryFolder, writeClassFolders, writeFiles } from "../../test/support/photos.ts";
import { type CacheOptions, type DecodedPhotos, decodePhotos } from "./cache.ts";
import { decodePhoto } from "./decode.ts";
import { bytesPerPhoto } from "./pixelStore.ts";

const decode = { size: 16, fit: "stretch", limits: { megabytes: 64, megapixels: 100 } } as const;
const paths = ["a/000.jpg", "a/001.jpg", "b/000.jpg", "b/001.jpg", "b/002.jpg"];

type Open = (options?: CacheOptions, some?: readonly string[]) => Promise<DecodedPhotos>;

async function photosAndCache(): Promise<{ root: string; directory: string; open: Open }> {
  const root = temporaryFolder();
  await writeClassFolders(root, { a: 2, b: 3 });
  const directory = join(temporaryFolder(), "cache");
  const open: Open = (options = {}, some = paths) => decodePhotos(root, some, decode, { directory, ...options });
  return { root, directory, open };
}

function allPixels({ pixels }: DecodedPhotos): Uint8Array {
  const target = new Uint8Array(pixels.count * bytesPerPhoto(pixels.size));
  pixels.read([...Array(pixels.count).keys()], target);
  return target;
}

function cacheFiles(directory: string): string[] {
  return readdirSync(join(directory, "photos"));
}

/** Sets of photos in memory, and the same sets read from the file as if they were too large. */
const kinds = [
  { kind: "in memory", memoryBytes: undefined },
  { kind: "from the file", memoryBytes: 0 },
];

test.each(kinds)("a second run, $kind, decodes nothing and gives the same", async ({ memoryBytes }) => {
  const { root, directory, open } = await photosAndCache();
  const first = await open({ memoryBytes });
  expect(first.reused).toBe(0);
  const progress: number[][] = [];
  const second = await open({ memoryBytes, onProgress: (done, total) => progress.push([done, total]) });
  expect(second.reused).toBe(5);
  expect(allPixels(second)).toEqual(allPixels(first));
  expect(second.contentHashes).toEqual(first.contentHashes);
  expect(second.fingerprints).toEqual(first.fingerprints);
  for (const [done] of progress) expect(done).toBe(5);
  expect(allPixels(second).subarray(0, bytesPerPhoto(16))).toEqual(
    (await decodePhoto(join(root, paths[0]!), decode)).pixels,
  );
  expect(cacheFiles(directory).length).toBe(1);
  first.pixels.close();
  second.pixels.close();
});

test.each(kinds)("a photo that changed is decoded again, $kind, the others are not", async ({ memoryBytes }) => {
  const { root, open } = await photosAndCache();
  const before = await open({ memoryBytes });
  writeFileSync(join(root, "b/000.jpg"), await jpeg(99));
  writeFiles(root, { "b/003.jpg": await jpeg(100) });
  rmSync(join(root, "a/001.jpg"));
  const some = ["a/000.jpg", "b/000.jpg", "b/001.jpg", "b/002.jpg", "b/003.jpg"];
  const after = await open({ memoryBytes }, some);
  expect(after.reused).toBe(3);
  const fresh = await decodePhotos(root, some, decode, { directory: temporaryFolder() });
  expect(allPixels(after)).toEqual(allPixels(fresh));
  expect(after.fingerprints).toEqual(fresh.fingerprints);
  expect(allPixels(after)).not.toEqual(allPixels(before));
});

test("a new time of change is a changed photo, another size or fit another cache", async () => {
  const { root, directory, open } = await photosAndCache();
  await open();
  utimesSync(join(root, paths[0]!), 1, 1);
  expect((await open()).reused).toBe(4);
  expect((await decodePhotos(root, paths, { ...decode, size: 8 }, { directory })).reused).toBe(0);
  expect((await decodePhotos(root, paths, { ...decode, fit: "crop" }, { directory })).reused).toBe(0);
  expect(cacheFiles(directory).length).toBe(3);
});

test.each(kinds)(
  "broken photos are set aside in the order of their paths, $kind, and tried again",
  async ({ memoryBytes }) => {
    const { root, open } = await photosAndCache();
    const whole = readFileSync(join(root, "a/001.jpg"));
    writeFileSync(join(root, "a/001.jpg"), whole.subarray(0, 500));
    writeFileSync(join(root, "b/001.jpg"), "");
    for (const reused of [0, 3]) {
      const opened = await open({ memoryBytes }, [...paths, "b/none.jpg"]);
      expect(opened.reused).toBe(reused);
      expect(opened.setAside.map(({ path, code }) => `${path} ${code}`)).toEqual([
        "a/001.jpg photo-truncated",
        "b/001.jpg photo-empty",
        "b/none.jpg photo-missing",
      ]);
      expect(Array.from(opened.usable)).toEqual([0, 2, 4]);
      const last = new Uint8Array(bytesPerPhoto(16));
      opened.pixels.read([2], last);
      expect(last).toEqual((await decodePhoto(join(root, paths[4]!), decode)).pixels);
    }
    writeFileSync(join(root, "a/001.jpg"), whole);
    expect((await open({ memoryBytes })).usable.length).toBe(4);
  },
);

test("a damaged cache is noticed and made anew: cut off, changed in its index, changed in its pixels, empty", async () => {
  const { directory, open } = await photosAndCache();
  const reference = allPixels(await open());
  const file = join(directory, "photos", cacheFiles(directory)[0]!);
  const sound = readFileSync(file);
  const changedAt = (place: number): Buffer => {
    const bytes = Buffer.from(sound);
    bytes[place]! ^= 1;
    return bytes;
  };
  const damages: Uint8Array[] = [sound.subarray(0, sound.length - 1), sound.subarray(0, 40), Buffer.alloc(0)];
  damages.push(changedAt(sound.length - 5), changedAt(64 + 10), changedAt(3), changedAt(12));
  for (const damaged of damages) {
    writeFileSync(file, damaged);
    const opened = await open();
    expect(opened.reused).toBe(0);
    expect(opened.warnings).toEqual(["the kept copies of the photos were damaged, so the photos were decoded again"]);
    expect(allPixels(opened)).toEqual(reference);
    expect(readFileSync(file)).toEqual(sound);
  }
});

test.each(kinds)("stopping keeps what was decoded for the next time, $kind", async ({ memoryBytes }) => {
  const { root, directory, open } = await photosAndCache();
  await writeClassFolders(root, { c: 20 });
  const many = [...paths, ...Array.from({ length: 20 }, (_, i) => `c/${String(i).padStart(3, "0")}.jpg`)];
  const stop = new AbortController();
  const onProgress = (done: number): void => {
    if (done === 8) stop.abort(new Error("stopped by the test"));
  };
  await expect(open({ memoryBytes, signal: stop.signal, onProgress }, many)).rejects.toThrow("stopped by the test");
  expect(cacheFiles(directory).filter((name) => name.endsWith(".partial"))).toEqual([]);
  const resumed = await open({ memoryBytes }, many);
  expect(resumed.reused).toBeGreaterThanOrEqual(8);
  expect(resumed.reused).toBeLessThan(25);
  const fresh = await decodePhotos(root, many, decode, { directory: temporaryFolder() });
  expect(allPixels(resumed)).toEqual(allPixels(fresh));
});

test("several at once leave one sound cache file", async () => {
  const { directory, open } = await photosAndCache();
  const opened = await Promise.all([open(), open(), open({ memoryBytes: 0 }), open()]);
  for (const one of opened) expect(allPixels(one)).toEqual(allPixels(opened[0]!));
  expect(cacheFiles(directory).length).toBe(1);
  expect((await open()).reused).toBe(5);
});

test("where nothing can be kept, a small set goes on with a warning, a large one ends with a clear error", async () => {
  const { root } = await photosAndCache();
  const directory = join(temporaryFolder(), "a-file");
  writeFileSync(directory, "in the way");
  const opened = await decodePhotos(root, paths, decode, { directory });
  expect(opened.usable.length).toBe(5);
  expect(opened.warnings[0]).toContain("decoded photos are not kept for the next run: ");
  await expect(decodePhotos(root, paths, decode, { directory, memoryBytes: 0 })).rejects.toMatchObject({
    code: "cache-not-writable",
    details: { hint: "name another cache folder, or lower data.size" },
  });
});

test("what a killed process left is removed when it is a day old", async () => {
  const { directory, open } = await photosAndCache();
  await open();
  const file = join(directory, "photos", cacheFiles(directory)[0]!);
  writeFileSync(`${file}.1.0.partial`, "old");
  utimesSync(`${file}.1.0.partial`, 1, 1);
  writeFileSync(`${file}.2.0.partial`, "of a process that may still run");
  truncateSync(file, 10);
  await open();
  expect(existsSync(`${file}.1.0.partial`)).toBe(false);
  expect(existsSync(`${file}.2.0.partial`)).toBe(true);
});
