import sharp from "sharp";
import { expect, test } from "vitest";
import { fontFamily, percent, textWidth } from "./text.ts";

test("fractions become per cent without needless decimals", () => {
  expect([0, 0.5, 0.9215, 0.98765, 0.9999, 1].map(percent)).toEqual([
    "0 %",
    "50 %",
    "92.2 %",
    "98.8 %",
    "100 %",
    "100 %",
  ]);
});

test.each([
  "plectroglyphidodon-dickii",
  "MMMMWWWW",
  "Rhinecanthus aculeatus (juvenile)",
  "illillil,.;:|",
  "0123456789 %",
  "Ærø sålåt Ünß",
])("%s is drawn no wider than it is said to be", async (text) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60" fill="white"/><text x="10" y="40" font-size="20" font-family="${fontFamily}">${text}</text></svg>`;
  const { info } = await sharp(await sharp(Buffer.from(svg)).png().toBuffer())
    .trim({ background: "white" })
    .toBuffer({ resolveWithObject: true });
  expect(info.width).toBeLessThanOrEqual(textWidth(text, 20));
});
