/**
 * Does `work` on every item, at most `width` at a time, begun in their order.
 *
 * @param width 1 or more
 * @returns the results in the items' order
 * @throws what `work` throws first, or the signal's reason once it is aborted; no item is begun after either
 */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, place: number) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      signal?.throwIfAborted();
      const place = next;
      next += 1;
      try {
        results[place] = await work(items[place]!, place);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
