/**
 * How a page looks: one column of text, as wide as it reads well, with the contents beside it where there is room; light or dark
 * as the reader's system is; and on paper. Charts take their colours from the same variables.
 *
 * The colours are those of Okabe & Ito 2008, darker on white and lighter on black until text in them has a contrast of 4.5.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f7f8; --ink: #1b1f23; --faint: #565e66; --line: #d4d9dd; --strong-line: #7d868e;
  --sick: #b84a00; --sick-soft: #e9a77b; --cold: #e3e8ec; --healthy: #0067a3; --placebo: #626b73; --other: #7a4a9c; --good: #00704f; --bad: #b84a00; --link: #00578a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181b; --raised: #1d2327; --ink: #e8ebed; --faint: #a6b0b8; --line: #363e45; --strong-line: #7f8a93;
    --sick: #ff9a4d; --sick-soft: #8a5833; --cold: #2a3238; --healthy: #62b8f2; --placebo: #aab4bc; --other: #c9a1ea; --good: #4fcb9d; --bad: #ff9a4d; --link: #7cc4f5;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "DejaVu Sans", Verdana, sans-serif; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: 0.5rem; top: -4rem; padding: 0.5rem 1rem; background: var(--ground); z-index: 2; }
.skip:focus { top: 0.5rem; }
.top { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; justify-content: space-between; padding: 0.6rem clamp(1rem, 4vw, 2.5rem); border-bottom: 1px solid var(--line); background: var(--raised); }
.brand { font-weight: 700; letter-spacing: 0.01em; }
.languages { display: flex; gap: 0; border: 1px solid var(--strong-line); border-radius: 999px; margin: 0; padding: 0; overflow: hidden; }
.languages legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.languages input { position: absolute; opacity: 0; }
.languages label { padding: 0.3rem 0.95rem; font-size: 0.9rem; cursor: pointer; color: var(--ink); }
.languages input:checked + label { background: var(--ink); color: var(--ground); }
.languages input:focus-visible + label { outline: 3px solid var(--link); outline-offset: -4px; border-radius: 999px; }
.page { max-width: 72rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 4rem; }
.contents { font-size: 0.95rem; }
.contents h2 { font-size: 0.85rem; margin: 2rem 0 0.4rem; color: var(--faint); font-weight: 600; }
.contents ol { margin: 0; padding-left: 1.9rem; }
.contents li { padding: 0.15rem 0; }
.contents li::marker { color: var(--faint); }
main { min-width: 0; }
h1 { font-size: clamp(1.7rem, 1.3rem + 1.8vw, 2.5rem); line-height: 1.2; margin: 2rem 0 0.6rem; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 0.7rem; text-wrap: balance; }
h3 { font-size: 1.08rem; line-height: 1.35; margin: 1.8rem 0 0.4rem; }
p, main ul { margin: 0 0 0.9rem; max-width: 44rem; }
.lead { font-size: 1.15rem; line-height: 1.55; color: var(--ink); }
.faint { color: var(--faint); }
.small { font-size: 0.9rem; }
section { margin-top: 3rem; padding-top: 1.6rem; border-top: 1px solid var(--line); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.8rem 1rem; overflow-x: auto; margin: 0 0 0.9rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.6rem), 1fr)); gap: 0.8rem; margin: 1.4rem 0; padding: 0; list-style: none; max-width: none; }
.tiles li { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem; }
.tiles strong { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles span { display: block; font-size: 0.88rem; color: var(--faint); line-height: 1.4; }
.tiles .sick strong { color: var(--sick); } .tiles .healthy strong { color: var(--healthy); } .tiles .good strong { color: var(--good); }
figure { margin: 1.6rem 0 2rem; }
figure > h3 { margin: 0 0 0.3rem; }
figcaption { font-size: 0.93rem; color: var(--faint); max-width: 44rem; margin-top: 0.4rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.8rem 1.2rem; }
.charts h4 { font-size: 0.95rem; margin: 0.4rem 0 0; font-weight: 600; }
.chart { display: block; width: 100%; height: auto; max-width: 46rem; overflow: visible; font-family: inherit; }
.chart text { white-space: pre; }
.chart.narrow { display: none; }
@media (max-width: 40rem) { .chart.wide { display: none; } .chart.narrow { display: block; } }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; margin: 0 0 0.5rem; padding: 0; font-size: 0.9rem; max-width: none; }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.legend svg { flex: none; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; font-size: 0.9rem; color: var(--link); width: fit-content; padding: 0.15rem 0; }
.scroll { overflow-x: auto; margin: 0.6rem 0 1rem; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; line-height: 1.45; }
caption { text-align: left; padding: 0.5rem 0.8rem; color: var(--faint); font-size: 0.9rem; }
caption.heard { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; padding: 0.45rem 0.8rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-weight: 600; background: var(--raised); vertical-align: bottom; }
thead th.number { white-space: normal; }
tbody th { min-width: 8rem; }
tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.long { min-width: 13rem; } th.long { min-width: 12rem; }
table.confusion { width: auto; }
.confusion td { min-width: 2.8rem; text-align: center; border-right: 1px solid var(--line); }
.confusion th.upright { vertical-align: bottom; padding: 0.5rem 0.3rem; text-align: center; }
.confusion th.upright span { writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block; }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict.good { color: var(--good); } .verdict.bad { color: var(--bad); } .verdict.faint { color: var(--faint); }
.kernels { display: flex; flex-wrap: wrap; gap: 0.8rem; list-style: none; margin: 0.6rem 0; padding: 0; max-width: none; }
.kernels li { font-size: 0.85rem; color: var(--faint); text-align: center; line-height: 1.35; }
.kernels svg { display: block; margin: 0 auto 0.2rem; width: 7.2rem; height: auto; }
.note { border-left: 4px solid var(--strong-line); padding: 0.1rem 0 0.1rem 1rem; color: var(--ink); max-width: 44rem; margin: 1rem 0; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9rem; color: var(--faint); }
@media (min-width: 72rem) {
  .page { display: grid; grid-template-columns: 14rem minmax(0, 1fr); column-gap: 3rem; }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-bottom: 2rem; }
  .contents h2 { margin-top: 2.6rem; }
}
@media print {
  :root { color-scheme: light; --ground: #ffffff; --raised: #ffffff; --ink: #000000; --faint: #444444; --line: #bbbbbb; --strong-line: #777777;
    --sick: #b84a00; --sick-soft: #e9a77b; --cold: #e3e8ec; --healthy: #0067a3; --placebo: #626b73; --other: #7a4a9c; --good: #00704f; --bad: #b84a00; --link: #000000; }
  .skip, .languages, .contents, summary { display: none; }
  .page { display: block; max-width: none; padding: 0; }
  body { font-size: 10pt; }
  section { break-inside: auto; } figure, tr, .tiles li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
}
`;
