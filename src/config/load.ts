import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import { WrasseError } from "../base/errors.ts";
import { type Config, parseConfig } from "./config.ts";
import { assign } from "./set.ts";

/** A config file's content, with a way to say where in the file an option stands. */
export interface ConfigSource {
  readonly value: Readonly<Record<string, unknown>>;
  /** "wrasse.yaml:41:9" for the path "model.2.conv2d", or the nearest parent that the file has. */
  readonly locate: (path: string) => string | undefined;
}

/**
 * Reads a config file, YAML or JSON.
 * @throws WrasseError "config-not-found", "config-not-readable" with line and column
 */
export async function readConfigFile(path: string): Promise<ConfigSource> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new WrasseError("config-not-found", {
      at: path,
      expected: "a config file, YAML or JSON",
      got: (cause as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String((cause as Error).message),
      hint: "give the path of a file; `wrasse train` works without one",
      cause,
    });
  }
  return parseConfigText(text, path);
}

/** Parses a config's text; `name` is the file's name for messages. */
export function parseConfigText(text: string, name: string): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new WrasseError("config-not-readable", {
      at: `${name}:${line}:${col}`,
      expected: "YAML or JSON",
      got: error.message.split("\n")[0]!,
      hint: "mend that line",
    });
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new WrasseError("config-not-readable", {
      at: name,
      expected: "options by name, such as `epochs: 30`",
      got: Array.isArray(value) ? "a list" : typeof value,
      hint: "see `wrasse schema`",
    });
  }
  const locate = (path: string): string | undefined => {
    for (let keys = path.split("."); keys.length > 0; keys = keys.slice(0, -1)) {
      const place = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const node = document.getIn(place, true) as { range?: readonly number[] } | undefined;
      if (node?.range?.[0] === undefined) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return `${name}:${line}:${col}`;
    }
    return undefined;
  };
  return { value: value as Record<string, unknown>, locate };
}

/**
 * A full config from a file's content and settings given beside it; later ones win.
 *
 * @param settings paths and values, such as ["optimizer.learningRate", 0.01]
 * @param complete fills in what a command has defaults of its own for; default: nothing
 * @throws WrasseError that names the option, and its line when it stands in the file
 */
export function makeConfig(
  source: ConfigSource | undefined,
  settings: readonly (readonly [string, unknown])[] = [],
  complete: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> = (given) => given,
): Config {
  const raw = complete(settings.reduce((value, [path, setting]) => assign(value, path, setting), source?.value ?? {}));
  try {
    return parseConfig(raw);
  } catch (error) {
    if (!(error instanceof WrasseError) || source === undefined || error.details.at === undefined) throw error;
    const { at } = error.details;
    const place = settings.some(([path]) => at.startsWith(path)) ? undefined : source.locate(at);
    if (place === undefined) throw error;
    throw new WrasseError(error.code, { ...error.details, at: `${at} (${place})` });
  }
}
