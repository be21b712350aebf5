/**
 * Does `work` on every item, at most `width` at a time, begun in their order.
 *
 * @param width 1 or more
 * @returns the results in the items' order
 * @throws what `work` throws first; no item is begun after it
 */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
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
