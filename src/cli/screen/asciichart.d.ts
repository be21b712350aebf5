/** The part of asciichart that is used; the package has no types. */
declare module "asciichart" {
  interface PlotOptions {
    readonly min?: number;
    readonly max?: number;
    /** Lines, less one. */
    readonly height?: number;
    /** The column of the axis, from 1. */
    readonly offset?: number;
    readonly format?: (value: number, row: number) => string;
    readonly colors?: readonly string[];
    readonly symbols?: readonly string[];
  }
  export function plot(series: readonly number[] | readonly (readonly number[])[], options?: PlotOptions): string;
}
