/** The places of a process for bells that are being answered, whatever way they came. */
export class WakeupSlots {
  private handling = 0;
  /** Bells that came while all hands were busy; more than one a hand would only find nothing left to do. */
  private readonly waiting: (() => void)[] = [];

  /** `answer` works until nothing is runnable; at most `concurrency` run at once. */
  constructor(
    private readonly answer: () => Promise<void>,
    private readonly concurrency: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  get free(): number {
    return this.concurrency - this.handling;
  }

  /** Answers a bell, at once or when a hand is free; resolves when it has been answered. Never throws. */
  async take(): Promise<void> {
    if (this.handling < this.concurrency) this.handling += 1;
    else if (this.waiting.length < this.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else return;
    try {
      await this.answer();
    } catch (error) {
      this.onError(error);
    } finally {
      // The hand goes over to the next in line, or is free.
      const next = this.waiting.shift();
      if (next === undefined) this.handling -= 1;
      else next();
    }
  }
}
