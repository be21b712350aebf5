/**
 * Does the work of 0..count-1 with several pieces under way at once, started in order.
 * @param atOnce how many are under way
 * @throws the first failure, or the signal's reason once it is aborted; nothing new is started after either
 */
export async function underWay(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let next = 0;
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    while (next < count && !hasFailed) {
      signal?.throwIfAborted();
      const index = next;
      next += 1;
      try {
        await work(index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}
