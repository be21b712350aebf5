import { en, type Words } from "./en.ts";
import { id } from "./id.ts";

export type { Words } from "./en.ts";

/** The languages of every page, the default first. */
export const languages = ["en", "id"] as const;

export type Language = (typeof languages)[number];

const words: Readonly<Record<Language, Words>> = { en, id };

/** Every sentence in a language. */
export function wordsOf(language: Language): Words {
  return words[language];
}
