/** A queue between those who tell and one who listens with `for await`. */
export class Channel<T> {
  private readonly waiting: T[] = [];
  private wake: (() => void) | undefined;
  private isClosed = false;
  private failure: { readonly error: unknown } | undefined;

  push(value: T): void {
    this.waiting.push(value);
    this.wake?.();
  }

  /** Ends the listener's loop, once it has heard what was told. */
  close(): void {
    this.isClosed = true;
    this.wake?.();
  }

  /** As `close`, but the loop throws. The first failure counts. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      while (this.waiting.length > 0) yield this.waiting.shift()!;
      if (this.failure !== undefined) throw this.failure.error;
      if (this.isClosed) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
  }
}
