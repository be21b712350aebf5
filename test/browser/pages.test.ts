import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { casePage } from "../../src/report/casePage.ts";
import { runPage } from "../../src/report/runPage.ts";
import { madeUpStory } from "../support/caseStory.ts";
import { madeUpRun } from "../support/runFiles.ts";
import { chromiumPath, startChromium } from "./chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "wrasse-pages-"));
const pages = {
  case: pathToFileURL(join(folder, "case.html")).href,
  run: pathToFileURL(join(folder, "run.html")).href,
};

/** Each theme once and each width once: axe takes seconds, and contrast hangs on the theme, order and names on neither. */
const screens = [
  { name: "phone, light", viewport: { width: 390, height: 844 }, colorScheme: "light", checked: "id" },
  { name: "desk, dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark", checked: "en" },
] as const;

const withoutBrowser = "no Chromium is installed (apt-get install chromium)";

describe.skipIf(chromiumPath === undefined)(
  chromiumPath === undefined ? `pages in a browser: ${withoutBrowser}` : "pages in a browser",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      writeFileSync(join(folder, "case.html"), casePage(madeUpStory()));
      writeFileSync(join(folder, "run.html"), runPage(madeUpRun()));
      browser = await startChromium();
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    /** Opens a page, does something, and gives what went wrong in it or left it. */
    async function opened(
      url: string,
      options: {
        readonly viewport: { readonly width: number; readonly height: number };
        readonly colorScheme?: "light" | "dark";
        readonly javaScriptEnabled?: boolean;
      },
      look: (page: Page) => Promise<void>,
    ): Promise<readonly string[]> {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("console", (message) => faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) faults.push(request.url());
      });
      await page.goto(url);
      await look(page);
      await context.close();
      return faults;
    }

    for (const [name, url] of Object.entries(pages)) {
      test.each(screens)(
        `the page of a ${name} on a $name screen: axe finds nothing, nothing is asked of the network, nothing is wider than the screen`,
        async ({ viewport, colorScheme, checked }) => {
          const faults = await opened(url, { viewport, colorScheme }, async (page) => {
            for (const language of ["id", "en"] as const) {
              await page.locator(`label[for="language-${language}"]`).click();
              expect(await page.evaluate("document.documentElement.lang")).toBe(language);
              expect(await page.locator(`.page[lang="${language}"]`).isVisible()).toBe(true);
              expect(await page.locator(".page:visible").count()).toBe(1);
              expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(viewport.width);
              await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
              expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(viewport.width);
              if (language === checked) expect(await violationsOf(page)).toEqual([]);
            }
          });
          expect(faults).toEqual([]);
        },
      );
    }

    test("the keyboard reaches the skip link, the language switch and the numbers of a figure", async () => {
      const faults = await opened(pages.case, { viewport: screens[1].viewport }, async (page) => {
        const focused = (): Promise<string> =>
          page.evaluate(
            "document.activeElement.className || document.activeElement.id || document.activeElement.tagName",
          );
        await page.keyboard.press("Tab");
        expect(await focused()).toBe("skip");
        await page.keyboard.press("Tab");
        expect(await focused()).toBe("language-en");
        await page.keyboard.press("ArrowRight");
        expect(await page.locator('.page[lang="id"]').isVisible()).toBe(true);
        expect(await page.title()).toContain("ReLU mati");
        const numbers = page.locator('.page[lang="id"] details').first();
        await numbers.locator("summary").focus();
        await page.keyboard.press("Enter");
        expect(await numbers.locator("table").isVisible()).toBe(true);
      });
      expect(faults).toEqual([]);
    });

    test("without scripts the page is there, and the language can be changed", async () => {
      await opened(pages.case, { viewport: screens[0].viewport, javaScriptEnabled: false }, async (page) => {
        expect(await page.locator('.page[lang="en"] h1').isVisible()).toBe(true);
        await page.locator('label[for="language-id"]').click();
        expect(await page.locator('.page[lang="id"] h1').isVisible()).toBe(true);
        expect(await page.locator('.page[lang="en"] h1').isVisible()).toBe(false);
      });
    });

    test("a link into the other language opens that language", async () => {
      await opened(`${pages.case}#id-claims`, { viewport: screens[1].viewport }, async (page) => {
        expect(await page.locator("#id-claims").isVisible()).toBe(true);
        expect(await page.evaluate("document.documentElement.lang")).toBe("id");
      });
    });
  },
);

/** What axe finds: its rule and the places. The source is not a script of the page, so the page's policy does not stop it. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as axe.AxeResults;
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`)
        .join(" | ")}`,
  );
}
