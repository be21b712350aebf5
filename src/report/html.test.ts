import { expect, test } from "vitest";
import { html } from "./html.ts";

test("what is put in is escaped, between tags and in attributes, and HTML stays as it is", () => {
  const name = `<b a="1">'&`;
  expect(html`<p title="${name}">${name}${html`<i>${1}</i>`}</p>`.text).toBe(
    '<p title="&lt;b a=&quot;1&quot;&gt;&#39;&amp;">&lt;b a=&quot;1&quot;&gt;&#39;&amp;<i>1</i></p>',
  );
});

test("lists stand one after the other, and nothing where there is nothing", () => {
  expect(html`<ul>${["a", "b"].map((item) => html`<li>${item}</li>`)}${undefined}</ul>`.text).toBe(
    "<ul><li>a</li><li>b</li></ul>",
  );
});

test("control characters do not reach the page", () => {
  expect(html`${"a\u0000b\u001bc\nd"}`.text).toBe("a\ufffdb\ufffdc\nd");
});
