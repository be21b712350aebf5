import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { html } from "./html.ts";
import { makePage } from "./page.ts";

const page = (language?: "en" | "id") =>
  makePage(
    (one) => ({
      title: `<Title> ${one}`,
      lead: [html`<p>${one}</p>`],
      sections: [{ id: "first", title: `First & ${one}`, body: [html`<p>text</p>`] }],
      foot: [html`foot`],
    }),
    { language },
  );

test("both languages are in the page, the one asked for chosen", () => {
  const { document } = parseHTML(page("id"));
  expect(document.documentElement.getAttribute("lang")).toBe("id");
  expect([...document.querySelectorAll("input[checked]")].map(({ id }) => id)).toEqual(["language-id"]);
  expect([...document.querySelectorAll("div.page")].map((one) => one.getAttribute("lang"))).toEqual(["en", "id"]);
  expect(document.title).toBe("<Title> id");
});

test("every link of the page leads to a place in it, and no id stands twice", () => {
  const { document } = parseHTML(page());
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")!);
  expect(links.every((link) => ids.includes(link.slice(1)))).toBe(true);
  expect(links).toHaveLength(4);
});

test("its policy forbids the network and allows its own script alone", () => {
  const { document } = parseHTML(page());
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute("content")!;
  const scripts = [...document.querySelectorAll("script")];
  expect(policy).toContain("default-src 'none'");
  expect(scripts).toHaveLength(1);
  const hash = createHash("sha256").update(scripts[0]!.textContent!).digest("base64");
  expect(policy).toContain(`script-src 'sha256-${hash}'`);
});
