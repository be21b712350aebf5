import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian, Ubuntu and Fedora put it; $CHROMIUM says another place. */
const places = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that pages are tried in; undefined where none is installed. */
export const chromiumPath = places.find((path) => path !== undefined && path !== "" && existsSync(path));

/** Without a sandbox where this user may not have one, as root in a container. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}
