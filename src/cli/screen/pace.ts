/** How fast a training goes and how long it will take, from the moments of its steps. */
export class Pace {
  private begun: { readonly seconds: number; readonly done: number } | undefined;
  private epochBegun: { readonly seconds: number; readonly epoch: number; readonly photos: number } | undefined;
  private speed: number | undefined;
  private left: number | undefined;

  /** @param clock seconds from any fixed moment */
  constructor(private readonly clock: () => number) {}

  /** Photos a second in this epoch's steps, without validation; of the epoch before while this one is young. */
  get imagesPerSecond(): number | undefined {
    return this.speed;
  }

  /** Seconds to the last epoch's end, should no early stop come, from the mean of what was done so far. */
  get secondsLeft(): number | undefined {
    return this.left;
  }

  /**
   * Takes a finished step.
   *
   * @param epoch from 1
   * @param share how much of the epoch is done, 0..1
   * @param photos how many of its photos are done
   */
  step(epoch: number, share: number, photos: number, epochs: number): void {
    const seconds = this.clock();
    const done = epoch - 1 + share;
    if (this.epochBegun?.epoch === epoch) {
      const spent = seconds - this.epochBegun.seconds;
      if (spent > 0.3 || share === 1) this.speed = (photos - this.epochBegun.photos) / Math.max(spent, 1e-9);
    } else {
      // The first step of an epoch has the validation before it, and the first of all has the compilation.
      this.epochBegun = { seconds, epoch, photos };
    }
    if (this.begun === undefined) this.begun = { seconds, done };
    else if (done > this.begun.done) {
      this.left = ((seconds - this.begun.seconds) / (done - this.begun.done)) * (epochs - done);
    }
  }
}
