import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Debian's Python, whose packages python3-torch and python3-torchvision are the peers; another one by WRASSE_BENCH_PYTHON. */
const python = process.env.WRASSE_BENCH_PYTHON ?? "/usr/bin/python3";

/** Python leaves no compiled files in the working tree. */
const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };

/** The version of a Python package, or undefined where it, or Python, is not installed. */
export function pythonPackage(name: string): string | undefined {
  const { status, stdout } = spawnSync(python, ["-c", `import ${name}; print(${name}.__version__)`], {
    encoding: "utf8",
    env: environment,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a script of bench/peers to its end and returns the JSON object that it prints, with the seconds it took. */
export async function runScript(name: string, job: object): Promise<{ seconds: number; answer: unknown }> {
  const start = performance.now();
  const child = spawn(python, [`bench/peers/${name}`, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: environment,
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`bench/peers/${name} ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, answer: JSON.parse(text) };
}

/** A script of bench/peers that answers requests, one line of JSON each. */
export class Peer {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }

  static start(name: string): Peer {
    return new Peer(
      name,
      spawn(python, [`bench/peers/${name}`], { stdio: ["pipe", "pipe", "inherit"], env: environment }),
    );
  }

  async ask<Answer>(request: object): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error(`bench/peers/${this.name} ended without an answer`);
    return JSON.parse(value) as Answer;
  }

  stop(): void {
    this.child.stdin!.end();
  }
}
