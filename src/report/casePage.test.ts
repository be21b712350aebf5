import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { madeUpStory } from "../../test/support/caseStory.ts";
import type { CaseStory } from "../treat/case/story.ts";
import { casePage } from "./casePage.ts";

const story = madeUpStory();
// A page takes a second to draw: each is drawn once.
const page = casePage(story);
const { document } = parseHTML(page);
const controlPage = casePage(madeUpStory({ isControl: true }));
const english = document.querySelector('.page[lang="en"]')!;
type Page = typeof english;
const indonesian = document.querySelector('.page[lang="id"]')!;

const textOf = (page: Page, id: string): string =>
  page.querySelector(`#${page.getAttribute("lang")}-${id}`)!.parentElement!.textContent!.replaceAll(/\s+/g, " ");

/** What of a page's body no reader should see. */
const brokenNumbers = (whole: string): readonly string[] => {
  const [, body] = whole.split("</header>");
  return body!.split("<script>")[0]!.match(/.{0,60}\b(NaN|undefined|null|Infinity)\b.{0,20}/g) ?? [];
};

test("the page answers its questions in their order, in both languages", () => {
  const ids = (page: Page) => [...page.querySelectorAll("h2[id]")].map(({ id }) => id.slice(3));
  expect(ids(english)).toEqual([
    "what-happened",
    "what-it-is",
    "gradient",
    "why",
    "proof",
    "cures",
    "map",
    "siblings",
    "claims",
    "checks",
    "redo",
  ]);
  expect(ids(indonesian)).toEqual(ids(english));
});

test("an effect is told with its interval and its number of pairs, as each language writes numbers", () => {
  const [{ effect }] = story.trials as [CaseStory["trials"][number]];
  const points = (100 * effect).toFixed(1);
  expect(textOf(english, "proof")).toContain(`+${points} points (95 % interval +`);
  expect(textOf(english, "proof")).toContain("n = 3 pairs)");
  expect(textOf(indonesian, "proof")).toContain(`+${points.replace(".", ",")} poin (selang kepercayaan 95% +`);
  expect(textOf(indonesian, "proof")).toContain("n = 3 pasang)");
});

test("three pairs prove nothing and six do", () => {
  expect(textOf(english, "proof")).toContain("With 3 pairs no exact test can reach p < 0.05; six are needed.");
  const six = parseHTML(casePage(madeUpStory({ seeds: 6 }))).document.querySelector('.page[lang="en"]')!;
  expect(textOf(six, "proof")).toContain("it is the cause.");
});

test("every chart has a description, and every figure a table of its numbers", () => {
  const charts = [...document.querySelectorAll("svg.chart")];
  expect(charts.length).toBeGreaterThan(40);
  expect(charts.filter((chart) => (chart.getAttribute("aria-label") ?? "").length < 30)).toEqual([]);
  expect(
    [...document.querySelectorAll("figure")].filter((one) => one.querySelector("details table tbody tr") === null),
  ).toEqual([]);
});

test("no number of the page is NaN, undefined or null", () => {
  expect(brokenNumbers(page)).toEqual([]);
  expect(brokenNumbers(controlPage)).toEqual([]);
});

test("the control says that nothing is stuck, and claims no proof of a dead layer", () => {
  const control = parseHTML(controlPage).document.querySelector('.page[lang="en"]')!;
  expect(control.querySelector("h1")!.textContent).toContain("control");
  expect(textOf(control, "what-it-is")).toContain("No layer is dead.");
  expect(textOf(control, "gradient")).toContain("nothing is blocked");
  expect(control.querySelector("#en-siblings")).toBeNull();
  expect(control.textContent).toContain("without the fault");
  expect(control.textContent).not.toMatch(/\bwith the fault|on the sick net/i);
});

test("a story as JSON keeps it, with null where a number was not finite, makes a page too; names in it are escaped", () => {
  const evil = "<script>alert(1)</script>";
  const [first, ...others] = story.trials;
  const told = {
    ...story,
    data: { ...story.data, name: evil },
    trials: [{ ...first!, effect: Number.NaN }, ...others],
  };
  const made = casePage(JSON.parse(JSON.stringify(told)) as CaseStory);
  expect(brokenNumbers(made)).toEqual([]);
  expect(made).not.toContain(evil);
  expect(made).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("the same story makes the same bytes", () => {
  expect(casePage(story)).toBe(page);
});
