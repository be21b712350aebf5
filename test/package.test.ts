import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";

const execute = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "wrasse-package-"));
const home = join(folder, "elsewhere");
let version = "";
/** Why the package could not be installed here: without a network, npm finds only what its cache holds. */
let notInstalled: string | undefined;

/** An npm of its own: what the outer `npm test` exported (its prefix, its flags) is for another package. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

async function run(directory: string, command: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(command, args, { cwd: directory, env: environment, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

function skipUnlessInstalled(context: TestContext): void {
  if (notInstalled !== undefined) context.skip(notInstalled);
}

function isNetworkTrouble(error: unknown): boolean {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT/.test(String(error));
}

beforeAll(async () => {
  version = (JSON.parse(await readFile("package.json", "utf8")) as { version: string }).version;
  await run(process.cwd(), "npm", "run", "build");
  await run(process.cwd(), "npm", "pack", "--pack-destination", folder);
  await mkdir(home);
  await writeFile(join(home, "package.json"), '{ "name": "elsewhere", "private": true, "type": "module" }');
  // The README tells users of the same setting: onnxruntime-node's install script fetches CUDA files from elsewhere.
  await writeFile(join(home, ".npmrc"), "ignore-scripts=true\naudit=false\nfund=false\n");
  try {
    await run(home, "npm", "install", "--prefer-offline", join(folder, `wrasse-${version}.tgz`));
  } catch (error) {
    if (!isNetworkTrouble(error)) throw error;
    notInstalled = "npm could not fetch the dependencies: no network";
  }
}, 300_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("the packed package, installed in an empty folder", () => {
  test("its command runs and tells its version", async (context) => {
    skipUnlessInstalled(context);
    expect((await run(home, "npx", "--no-install", "wrasse", "--version")).trim()).toBe(version);
  });

  test("its library can be imported and describes its config", async (context) => {
    skipUnlessInstalled(context);
    const script = 'import * as wrasse from "wrasse"; console.log(Object.keys(wrasse).join(" "));';
    const names = (await run(home, process.execPath, "--input-type=module", "--eval", script)).trim().split(" ");
    expect(names).toContain("train");
  });

  test("its types are found by a strict TypeScript project", async (context) => {
    skipUnlessInstalled(context);
    await writeFile(
      join(home, "use.ts"),
      'import { train } from "wrasse";\nexport const verb: (...args: never[]) => unknown = train;\n',
    );
    const compiler = join(process.cwd(), "node_modules", "typescript", "bin", "tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "use.ts"];
    await expect(run(home, process.execPath, compiler, ...options)).resolves.toBe("");
  });

  test("it holds no tests and no sources", async (context) => {
    skipUnlessInstalled(context);
    const listed = await run(process.cwd(), "tar", "-tzf", join(folder, `wrasse-${version}.tgz`));
    const strangers = listed.split("\n").filter((path) => /\.test\.|\/src\/|\/test\/|\/bench\//.test(path));
    expect(strangers).toEqual([]);
  });
});
