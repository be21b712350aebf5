import { parse } from "yaml";
import { WrasseError } from "../base/errors.ts";

type Tree = Readonly<Record<string, unknown>>;

/**
 * Reads a setting of the command line, "optimizer.learningRate=0.01": the value is YAML, so lists and objects work too.
 * @throws WrasseError "setting-not-readable"
 */
export function parseSetting(text: string): [path: string, value: unknown] {
  const equals = text.indexOf("=");
  const path = text.slice(0, Math.max(0, equals)).trim();
  if (path === "") {
    throw new WrasseError("setting-not-readable", {
      at: `--set ${text}`,
      expected: "path=value, such as optimizer.learningRate=0.01",
      got: text,
      hint: "put the option's path before the equals sign",
    });
  }
  try {
    return [path, parse(text.slice(equals + 1))];
  } catch (cause) {
    throw new WrasseError("setting-not-readable", {
      at: `--set ${path}`,
      expected: "a value in YAML",
      got: text.slice(equals + 1),
      hint: "put quotes round the value",
      cause,
    });
  }
}

/**
 * The tree with `value` at a dotted path; the tree itself stays as it is. An id ("adam") on the way becomes
 * { name: "adam" }, so that its options can be set.
 */
export function assign(tree: Tree, path: string, value: unknown): Tree {
  return deeper(tree, path.split("."), value) as Tree;
}

function deeper(current: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(current)) {
    const copy = [...(current as unknown[])];
    copy[Number(key)] = deeper(copy[Number(key)], rest, value);
    return copy;
  }
  const object = (typeof current === "string" ? { name: current } : (current ?? {})) as Tree;
  return { ...object, [key]: deeper(object[key], rest, value) };
}
