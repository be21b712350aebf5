import { createHash } from "node:crypto";
import { Html, html } from "./html.ts";
import { type Language, languages, wordsOf } from "./lang/index.ts";
import { style } from "./style.ts";

/** A part of a page with its place in the contents. */
export interface Section {
  /** A kebab-case id: the same in every language. */
  readonly id: string;
  readonly title: string;
  readonly body: readonly Html[];
}

/** What a page says in one language. */
export interface PageText {
  readonly title: string;
  /** The answer in a few sentences. */
  readonly lead: readonly Html[];
  readonly sections: readonly Section[];
  readonly foot: readonly Html[];
}

export interface PageOptions {
  /** Shown first; default "en". The reader may change it. */
  readonly language?: Language | undefined;
}

/**
 * A page as one HTML file that holds everything: no network (its policy forbids any), and no script is needed to read it.
 *
 * Both languages are in it, from the same data. The switch is two radio buttons that show one and hide the other by style; the
 * script, a few lines, does no more than tell the browser and screen readers which language the page is in now.
 *
 * @param textIn what the page says, made once for each language
 */
export function makePage(textIn: (language: Language) => PageText, { language = "en" }: PageOptions = {}): string {
  const texts = languages.map((one) => ({ language: one, text: textIn(one) }));
  const shown = texts.find((one) => one.language === language)!;
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Wrasse">
<link rel="icon" href="data:,">
<title>${shown.text.title}</title>
<style>${new Html(style + switchStyle)}</style>
</head>
<body>
${languages.map((one) => html`<a class="skip" lang="${one}" href="#${one}-main">${wordsOf(one).page.skip}</a>`)}
<header class="top">
<span class="brand">Wrasse</span>
<fieldset class="languages"><legend>Language / Bahasa</legend>
${texts.map(
  (one) =>
    html`<input type="radio" name="language" id="language-${one.language}" value="${one.language}" data-title="${one.text.title}"${new Html(one.language === language ? " checked" : "")}><label for="language-${one.language}" lang="${one.language}">${wordsOf(one.language).page.name}</label>`,
)}
</fieldset>
</header>
${texts.map((one) => pageIn(one.language, one.text))}
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

function pageIn(language: Language, { title, lead, sections, foot }: PageText): Html {
  const words = wordsOf(language).page;
  return html`<div class="page" lang="${language}">
<nav class="contents" aria-label="${words.contents}"><h2>${words.contents}</h2><ol>${sections.map(
    ({ id, title: name }) => html`<li><a href="#${language}-${id}">${name}</a></li>`,
  )}</ol></nav>
<main id="${language}-main" tabindex="-1">
<h1>${title}</h1>
${lead}
${sections.map(
  ({ id, title: name, body }) => html`<section aria-labelledby="${language}-${id}">
<h2 id="${language}-${id}">${name}</h2>
${body}
</section>
`,
)}<footer>${foot}</footer>
</main>
</div>
`;
}

/** One language is hidden while the other one's button is chosen; a browser too old for this shows both, one after the other. */
const switchStyle = `
@supports selector(:has(*)) {
${languages
  .flatMap((chosen) =>
    languages
      .filter((one) => one !== chosen)
      .map((other) => `:root:has(#language-${chosen}:checked) :is(.page, .skip)[lang="${other}"] { display: none; }`),
  )
  .join("\n")}
}
`;

/** Keeps the page's language and title true to the switch, and the reader's place in the text. */
const script = `
(() => {
  const buttons = [...document.querySelectorAll('input[name="language"]')];
  const tell = () => {
    const chosen = buttons.find((button) => button.checked);
    document.documentElement.lang = chosen.value;
    document.title = chosen.dataset.title;
  };
  const place = () => /^#([a-z]{2})-/.exec(location.hash)?.[1];
  const follow = () => {
    const button = buttons.find((one) => one.value === place());
    if (button === undefined || button.checked) return;
    button.checked = true;
    tell();
    document.querySelector(location.hash)?.scrollIntoView();
  };
  for (const button of buttons) button.addEventListener("change", tell);
  addEventListener("hashchange", follow);
  tell();
  follow();
})();
`;
