import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Html, html } from "../html.ts";

/** A chart's options but for its width, which is decided here. */
export type ChartOptions = Omit<PlotOptions, "width" | "document" | "className"> & { readonly height: number };

/** Widths that a chart is drawn in: beside others in a row, or alone on a desk's screen; and on a phone. */
const widths = { wide: 720, small: 350, narrow: 350 } as const;

/** What a chart is drawn for: font sizes and ticks follow its width. */
export interface Canvas {
  readonly width: number;
  readonly isNarrow: boolean;
}

/**
 * A chart as inline SVG, drawn twice: as wide as the column of text, and as wide as a phone; the style shows the one that fits.
 *
 * @param describe what a person who cannot see it should know
 */
export function chart(description: string, options: (canvas: Canvas) => ChartOptions): Html {
  return html`${drawn("wide", description, options)}${drawn("narrow", description, options)}`;
}

/** A chart that stands in a row with others: as wide as a phone on every screen. */
export function smallChart(description: string, options: (canvas: Canvas) => ChartOptions): Html {
  return drawn("small", description, options);
}

function drawn(kind: keyof typeof widths, description: string, options: (canvas: Canvas) => ChartOptions): Html {
  const width = widths[kind];
  const { document } = parseHTML("<html><body></body></html>");
  const svg = plot({
    marginLeft: 48,
    marginRight: 14,
    marginTop: 26,
    marginBottom: 40,
    ...options({ width, isNarrow: kind !== "wide" }),
    width,
    document: document as unknown as NonNullable<PlotOptions["document"]>,
    className: "chart", // The default is random, and the same chart should be the same bytes.
  });
  // Plot's own style would be in the page once for each chart; the page has it.
  for (const own of [...svg.querySelectorAll("style")]) own.remove();
  svg.setAttribute("class", `chart ${kind}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", description);
  for (const part of [...svg.querySelectorAll("[aria-label], [aria-description]")]) {
    // The figure is one picture; its parts have no names of their own.
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  return new Html(svg.outerHTML);
}
