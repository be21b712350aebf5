import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { packageFolder } from "../base/packageFolder.ts";

const prefix = "wrasse:";

/**
 * Where a backbone of this package lies: `wrasse:fish-64` is backbones/fish-64.onnx of it.
 * @returns undefined for anything but such an address
 * @throws WrasseError "backbone-not-found" naming those that there are
 */
export function packagedBackbone(address: string): string | undefined {
  if (!address.startsWith(prefix)) return undefined;
  const folder = join(packageFolder(), "backbones");
  const name = address.slice(prefix.length);
  const path = join(folder, `${name}.onnx`);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(path)) return path;
  const known = readdirSync(folder).flatMap((file) =>
    file.endsWith(".onnx") ? [`${prefix}${file.slice(0, -5)}`] : [],
  );
  throw new WrasseError("backbone-not-found", {
    at: "model.onnx",
    expected: known.join(", "),
    got: address,
    hint: "choose one of these, or give an .onnx file",
  });
}
