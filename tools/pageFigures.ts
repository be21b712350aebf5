/**
 * `npx tsx tools/pageFigures.ts PAGE FOLDER PREFIX`: pictures of a page's English figures for docs/, as a reader sees them:
 * FOLDER/PREFIX-1.png and so on. Needs Chromium.
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../test/browser/chromium.ts";

const [pagePath, folder, prefix] = process.argv.slice(2);
if (pagePath === undefined || folder === undefined || prefix === undefined) {
  process.stderr.write("npx tsx tools/pageFigures.ts PAGE FOLDER PREFIX\n");
  process.exit(2);
}
const browser = await startChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, deviceScaleFactor: 1.5 });
  await page.goto(pathToFileURL(resolve(pagePath)).href);
  const figures = await page.locator("figure:visible").all();
  for (const [i, figure] of figures.entries())
    await figure.screenshot({ path: join(folder, `${prefix}-${i + 1}.png`) });
  process.stdout.write(`${figures.length} pictures in ${folder}\n`);
} finally {
  await browser.close();
}
