/** A picture under way: the SVG elements of its layers, in pixels of the final picture. */

export type Point = readonly [x: number, y: number];

/** What an element belongs to. The mask shows the fish, less what stands in front of it. */
export type Layer = "background" | "shadow" | "fish" | "foreground" | "glass";

interface Style {
  readonly fill?: string;
  readonly opacity?: number;
  readonly stroke?: string;
  readonly width?: number;
}

export interface SketchOptions {
  /** "mask" paints the fish white and what hides it black, everything else not at all. Default "colour". */
  readonly mode?: "colour" | "mask";
  /** Layers left out. Default none. */
  readonly without?: readonly Layer[];
}

/**
 * Collects shapes and gives them out as one SVG document.
 *
 * Layers: background, shadow (of the fish), fish, foreground (hides the fish), glass (see-through things such as bubbles).
 */
export class Sketch {
  readonly size: number;
  readonly #mask: boolean;
  readonly #without: readonly Layer[];
  readonly #elements: string[] = [];
  readonly #definitions: string[] = [];
  #layer: Layer = "background";

  constructor(size: number, { mode = "colour", without = [] }: SketchOptions = {}) {
    this.size = size;
    this.#mask = mode === "mask";
    this.#without = without;
  }

  /** Elements that follow belong to this layer. */
  layer(layer: Layer): void {
    this.#layer = layer;
  }

  /** True where elements of the present layer would not be shown, so that a painter may spare the work. */
  get isHidden(): boolean {
    const masked = this.#mask && this.#layer !== "fish" && this.#layer !== "foreground";
    return masked || this.#without.includes(this.#layer);
  }

  polygon(points: readonly Point[], style: Style): void {
    this.#add(`<path d="${pathOf(points)}Z"`, style);
  }

  line(points: readonly Point[], style: Style): void {
    this.#add(`<path d="${pathOf(points)}"`, { fill: "none", ...style });
  }

  /** Several separate lines of one style: cheaper than as many elements. */
  lines(lines: readonly (readonly Point[])[], style: Style): void {
    if (lines.length > 0) this.#add(`<path d="${lines.map(pathOf).join("")}"`, { fill: "none", ...style });
  }

  /** Several polygons of one style: cheaper than as many elements. */
  polygons(polygons: readonly (readonly Point[])[], style: Style): void {
    if (polygons.length === 0) return;
    this.#add(`<path d="${polygons.map((points) => `${pathOf(points)}Z`).join("")}"`, style);
  }

  circle([x, y]: Point, radius: number, style: Style): void {
    this.#add(`<circle cx="${grains(x)}" cy="${grains(y)}" r="${grains(radius)}"`, style);
  }

  ellipse([x, y]: Point, radiusX: number, radiusY: number, style: Style, degrees = 0): void {
    const turn = degrees === 0 ? "" : ` transform="rotate(${short(degrees)} ${grains(x)} ${grains(y)})"`;
    this.#add(
      `<ellipse cx="${grains(x)}" cy="${grains(y)}" rx="${grains(radiusX)}" ry="${grains(radiusY)}"${turn}`,
      style,
    );
  }

  /** Fills the whole frame. */
  fill(style: Style): void {
    this.#add(`<rect width="${this.size * grain}" height="${this.size * grain}"`, style);
  }

  /**
   * A linear gradient between two points.
   * @param stops colours with their place 0..1, and their opacity where it is not 1
   * @returns what to give as `fill`
   */
  gradient(
    from: Point,
    to: Point,
    stops: readonly (readonly [place: number, colour: string, opacity?: number])[],
  ): string {
    const id = `g${this.#definitions.length}`;
    const ends = `x1="${grains(from[0])}" y1="${grains(from[1])}" x2="${grains(to[0])}" y2="${grains(to[1])}"`;
    this.#definitions.push(
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${ends}>${stopsOf(stops)}</linearGradient>`,
    );
    return `url(#${id})`;
  }

  /** A radial gradient around a point; see `gradient`. */
  glow(
    centre: Point,
    radius: number,
    stops: readonly (readonly [place: number, colour: string, opacity?: number])[],
  ): string {
    const id = `g${this.#definitions.length}`;
    const circle = `cx="${grains(centre[0])}" cy="${grains(centre[1])}" r="${grains(radius)}"`;
    this.#definitions.push(
      `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" ${circle}>${stopsOf(stops)}</radialGradient>`,
    );
    return `url(#${id})`;
  }

  toSvg(): string {
    const side = this.size * grain;
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${this.size}" height="${this.size}" viewBox="0 0 ${side} ${side}">`;
    const definitions = this.#mask ? "" : `<defs>${this.#definitions.join("")}</defs>`;
    const ground = this.#mask ? `<rect width="${side}" height="${side}" fill="#000"/>` : "";
    return `${head}${definitions}${ground}${this.#elements.join("")}</svg>`;
  }

  #add(shape: string, style: Style): void {
    if (this.isHidden) return;
    this.#elements.push(`${shape}${this.#mask ? this.#maskStyle(style) : colourStyle(style)}/>`);
  }

  #maskStyle({ fill, stroke, width = 1 }: Style): string {
    const ink = this.#layer === "fish" ? "#fff" : "#000";
    const inside = fill === "none" || fill === undefined ? ` fill="none"` : ` fill="${ink}"`;
    return stroke === undefined ? inside : `${inside}${strokeStyle(ink, width)}`;
  }
}

function colourStyle({ fill = "none", opacity = 1, stroke, width = 1 }: Style): string {
  const inside = ` fill="${fill}"`;
  const outline = stroke === undefined ? "" : strokeStyle(stroke, width);
  return opacity === 1 ? `${inside}${outline}` : `${inside}${outline} opacity="${short(opacity)}"`;
}

function strokeStyle(stroke: string, width: number): string {
  return ` stroke="${stroke}" stroke-width="${grains(width)}" stroke-linecap="round" stroke-linejoin="round"`;
}

function stopsOf(stops: readonly (readonly [place: number, colour: string, opacity?: number])[]): string {
  return stops
    .map(([place, colour, opacity = 1]) => {
      const clear = opacity === 1 ? "" : ` stop-opacity="${short(opacity)}"`;
      return `<stop offset="${short(place)}" stop-color="${colour}"${clear}/>`;
    })
    .join("");
}

function pathOf(points: readonly Point[]): string {
  let text = "";
  for (let i = 0; i < points.length; i += 1) {
    const [x, y] = points[i]!;
    text += `${i === 0 ? "M" : "L"}${grains(x)} ${grains(y)}`;
  }
  return text;
}

/**
 * Lengths are written in whole grains, so many to a pixel: finer than can be seen, and whole numbers are quicker to
 * write and to read than decimals.
 */
const grain = 20;

function grains(pixels: number): number {
  return Math.round(pixels * grain);
}

/** Places and opacities to hundredths. */
function short(value: number): number {
  return Math.round(value * 100) / 100;
}
