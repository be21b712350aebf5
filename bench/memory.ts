import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import sharp from "sharp";
import { aquariumPixels, parseAquariumOptions } from "../src/data/aquarium/index.ts";
import { command, ensureBuilt } from "../tools/ensureBuilt.ts";
import type { Findings } from "./report.ts";

export interface MemoryOptions {
  /** How many photos; the claim is about 20,000. */
  readonly photos: number;
  readonly threads: number;
  /** Keeps the photos here for the next measurement; default: a new folder that is removed afterwards. */
  readonly folder?: string | undefined;
}

const width = 1600;
const height = 1200;
/** A painted picture is shown in each of the eight ways to turn and mirror a square, none of which is a near-duplicate. */
const waysToTurn = 8;
/** Each is written this many times, with other bytes after its end: near-duplicates as in a burst, and far quicker to make. */
const copies = 4;
const painted = 200;
const species = 8;

interface Trained {
  readonly seconds: number;
  /** From the start of the process to the last photo that was read. */
  readonly decodingSeconds: number;
  readonly photos: number;
  /** Photos that came from the cache. */
  readonly reused: number;
  readonly peakMebibytes: number;
}

/**
 * The most memory that `wrasse train` takes for many large photos: the whole process by the system's own count, with an
 * empty cache, with a full one, and after one photo has changed.
 */
export async function benchMemory(options: MemoryOptions, progress: (text: string) => void): Promise<Findings> {
  if (ensureBuilt() !== 0) throw new Error("the build failed");
  const scratch = options.folder ?? (await mkdtemp(join(tmpdir(), "wrasse-memory-")));
  try {
    const photos = join(scratch, "photos");
    await writePhotos(photos, options.photos, progress);
    await rm(join(scratch, "cache"), { recursive: true, force: true });
    const first = await trainOnce("an empty cache, and a whole epoch", scratch, options, progress, true);
    const second = await trainOnce("the same photos again", scratch, options, progress, false);
    const [changed] = await filesBelow(photos);
    // Bytes after the end of the picture: it decodes as before, and is another file.
    appendFileSync(changed!, "changed");
    const third = await trainOnce("one photo changed", scratch, options, progress, false);
    return describe(options, await meanKilobytes(photos), [
      ["empty cache, an epoch", first],
      ["second run, to its first step", second],
      ["one photo changed, to its first step", third],
    ] as const);
  } finally {
    if (options.folder === undefined) await rm(scratch, { recursive: true });
  }
}

/** Writes JPEGs of fish, blown up from small paintings; what is there already stays. */
async function writePhotos(folder: string, count: number, progress: (text: string) => void): Promise<void> {
  const marker = join(folder, "..", `${count}-photos-written`);
  if (existsSync(marker)) return;
  const perPicture = waysToTurn * copies;
  const perChunk = 16 * perPicture;
  // A measurement that was broken off goes on where it was; its last chunk may be a part.
  await mkdir(folder, { recursive: true });
  const chunksDone = Math.max(0, Math.floor((await filesBelow(folder)).length / perChunk) - 1);
  for (let first = chunksDone * perChunk; first < count; first += perChunk) {
    progress(`writing photos of ${width} px: ${first} of ${count}`);
    const images = { train: Math.ceil(Math.min(perChunk, count - first) / perPicture), validation: 0, test: 0 };
    const options = parseAquariumOptions({ species, size: painted, images });
    const { pixels, labels, classes } = await aquariumPixels(options, first);
    const starts = Array.from({ length: Math.ceil(Math.min(perChunk, count - first) / copies) }, (_, i) => i * copies);
    for (const name of classes) await mkdir(join(folder, name), { recursive: true });
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
          const picture = Math.floor(start / perPicture);
          const places = painted * painted;
          const planes = pixels.subarray(picture * 3 * places, (picture + 1) * 3 * places);
          const photo = await blownUp(planes, (start / copies) % waysToTurn);
          for (let i = start; i < Math.min(start + copies, count - first); i += 1) {
            const path = join(folder, classes[labels[picture]!]!, `${String(first + i).padStart(6, "0")}.jpg`);
            await writeFile(path, Buffer.concat([photo, Buffer.from(String(i))]));
          }
        }
      }),
    );
  }
  await writeFile(marker, "");
}

async function blownUp(planes: Uint8Array, way: number): Promise<Buffer> {
  const places = painted * painted;
  const interleaved = new Uint8Array(3 * places);
  for (let place = 0; place < places; place += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      interleaved[3 * place + channel] = planes[channel * places + place]!;
    }
  }
  const small = sharp(interleaved, { raw: { width: painted, height: painted, channels: 3 } });
  const turned = await small
    .rotate((way % 4) * 90)
    .flop(way >= 4)
    .raw()
    .toBuffer();
  return await sharp(turned, { raw: { width: painted, height: painted, channels: 3 } })
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function meanKilobytes(folder: string): Promise<number> {
  const files = await filesBelow(folder);
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  return bytes / files.length / 1000;
}

/** Says at its end the most memory that the process ever held: kibibytes on Linux, as Node converts it elsewhere. */
const tellPeak = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));";

async function trainOnce(
  what: string,
  scratch: string,
  { threads }: MemoryOptions,
  progress: (text: string) => void,
  isWhole: boolean,
): Promise<Trained> {
  progress(`training: ${what}`);
  const run = await mkdtemp(join(scratch, "run-"));
  const args = [
    "train",
    join(scratch, "photos"),
    "--model",
    "small-cnn",
    "--epochs",
    "1",
    "--threads",
    String(threads),
  ];
  args.push("--out", join(run, "out"), "--json");
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(tellPeak)}`, command, ...args],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, XDG_CACHE_HOME: join(scratch, "cache") } },
  );
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  let reused: number | undefined;
  let photos = 0;
  let decodingSeconds = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = JSON.parse(line) as { type: string; done?: number; total?: number };
    if (event.type === "decoding") {
      reused ??= event.done;
      photos = event.total!;
    }
    if (event.type !== "start") return;
    decodingSeconds = (performance.now() - start) / 1000;
    if (!isWhole) child.kill("SIGINT");
  });
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  if (code !== (isWhole ? 0 : 130)) throw new Error(`wrasse train ended with ${code}:\n${errors}`);
  await rm(run, { recursive: true });
  const peak = /peak (\d+)/.exec(errors);
  if (peak === null) throw new Error(`no peak was told:\n${errors}`);
  const found = { seconds, decodingSeconds, photos, reused: reused ?? photos, peakMebibytes: Number(peak[1]) / 1024 };
  progress(JSON.stringify(found));
  return found;
}

function describe(
  { photos, threads }: MemoryOptions,
  kilobytes: number,
  runs: readonly (readonly [string, Trained])[],
): Findings {
  const count = (value: number): string => value.toLocaleString("en-US");
  return {
    id: "memory",
    title: "Memory",
    notes: [
      `\`wrasse train\` for one epoch with the default recipe on ${count(photos)} JPEGs of ${width} x ${height} (${kilobytes.toFixed(0)} kB on average: paintings of ${painted} px blown up, each turned and mirrored in ${waysToTurn} ways and written ${copies} times with other bytes at its end), ${threads} thread${threads === 1 ? "" : "s"}.`,
      "The later runs are stopped by Ctrl-C after the first step: what they show is the reading.",
      "Memory is the most that the whole process held (resident, by getrusage). Reading: from the start of the process to the first step, with reading or checking the photos, looking for near-duplicates and compiling the network.",
    ],
    columns: ["run", "photos decoded", "photos from the cache", "peak memory, MiB", "reading, s", "whole, s"],
    rows: runs.map(([name, one]) => [
      name,
      count(one.photos - one.reused),
      count(one.reused),
      one.peakMebibytes.toFixed(0),
      one.decodingSeconds.toFixed(1),
      one.seconds.toFixed(1),
    ]),
    records: runs.map(([name, one]) => ({
      type: "bench",
      what: "memory",
      run: name,
      photos: one.photos,
      decoded: one.photos - one.reused,
      reused: one.reused,
      peak_mebibytes: one.peakMebibytes,
      reading_seconds: one.decodingSeconds,
      seconds: one.seconds,
    })),
  };
}
