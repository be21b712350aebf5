import type { Value } from "../../graph/graph.ts";
import type { DType, Shape, TensorData } from "../../graph/tensor.ts";

/** Tensors that the graph is fed, by the name of its input. */
export type AugmentationFeeds = Readonly<Record<string, TensorData>>;

/** Declares an input by the shape of what one photo has of it. */
export type Declare = (name: string, dtype: DType, shapeOfOne: Shape) => void;

/**
 * One pass over the pictures of a batch: all changes of one kind together. What a list does not need has no stage, so it
 * adds no node.
 */
export interface Stage<Change = unknown> {
  /** Names its inputs. */
  declare(input: Declare): void;
  /** Adds its pass to the graph. */
  build(x: Value, inputs: ReadonlyMap<string, Value>): Value;
  /** Writes what one photo is changed by: those of its changes that are of this kind, in their order; none leaves it as it is. */
  write(buffers: AugmentationFeeds, place: number, changes: readonly Change[]): void;
}
