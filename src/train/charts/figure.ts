import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { fontFamily, textWidth } from "./text.ts";

/** The colours of all charts: those of Okabe & Ito 2008, told apart by colour-blind people too. */
export const colours = {
  text: "#222222",
  faint: "#6b6b6b",
  line: "#d5d5d5",
  background: "#ffffff",
  blue: "#0072b2",
  orange: "#d55e00",
};

/** A plot and its place in a figure, in pixels; every panel says its width and height. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly options: PlotOptions & { readonly width: number; readonly height: number };
}

/** One entry of a legend, drawn as a short line. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
}

export interface Figure {
  readonly title: string;
  /** What stands under the title, smaller. */
  readonly subtitle: string;
  /** What a person who cannot see the figure should know. */
  readonly description: string;
  readonly legend?: readonly LegendEntry[];
  /** Measured from the lower edge of the heading. */
  readonly panels: readonly Panel[];
}

const edge = 20;
const titleSize = 18;
const subtitleSize = 13;

/**
 * A figure as a standalone SVG text: a heading, a legend and plots on a white ground, as large as they need.
 * It has a title and a description for screen readers.
 */
export function drawFigure({ title, subtitle, description, legend = [], panels }: Figure): string {
  const headingHeight = edge + titleSize + 10 + subtitleSize + (legend.length > 0 ? 30 : 10);
  const headingWidth = Math.max(textWidth(title, titleSize) * 1.1, textWidth(subtitle, subtitleSize));
  const width = Math.ceil(Math.max(headingWidth + 2 * edge, ...panels.map(({ x, options }) => x + options.width)));
  const height = Math.ceil(headingHeight + Math.max(...panels.map(({ y, options }) => y + options.height)));
  const pieces = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" font-family="${fontFamily}" color="${colours.text}" fill="${colours.text}">`,
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    heading(title, edge + titleSize - 4, titleSize, "bold"),
    heading(subtitle, edge + titleSize + 10 + subtitleSize - 4, subtitleSize, "normal"),
    drawLegend(legend, headingHeight - 12),
    ...panels.map(
      ({ x, y, options }) => `<g transform="translate(${x},${headingHeight + y})">${drawPlot(options)}</g>`,
    ),
    "</svg>",
  ];
  // XML has no control characters, though the name of a folder may.
  return pieces.join("").replace(/[^\P{Cc}\t\n\r]/gu, "\ufffd");
}

function heading(text: string, y: number, size: number, weight: string): string {
  return `<text x="${edge}" y="${y}" font-size="${size}" font-weight="${weight}">${escaped(text)}</text>`;
}

function drawLegend(entries: readonly LegendEntry[], y: number): string {
  let x = edge;
  return entries
    .map(({ label, colour, dash }) => {
      const stroke = `stroke="${colour}" stroke-width="3"${dash === undefined ? "" : ` stroke-dasharray="${dash}"`}`;
      const line = `<line x1="${x}" x2="${x + 28}" y1="${y - 4}" y2="${y - 4}" ${stroke}/>`;
      const text = `<text x="${x + 36}" y="${y}" font-size="${subtitleSize}">${escaped(label)}</text>`;
      x += 36 + textWidth(label, subtitleSize) + 24;
      return line + text;
    })
    .join("");
}

/** The plot's own SVG element, without a browser. */
function drawPlot(options: Panel["options"]): string {
  const { document } = parseHTML("<html><body></body></html>");
  const element = plot({
    ...options,
    document: document as unknown as NonNullable<PlotOptions["document"]>,
    className: "wrasse-plot", // The default is random, and the same chart should be the same bytes.
  });
  element.setAttribute("font-family", fontFamily);
  element.setAttribute("overflow", "visible");
  return element.outerHTML;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
