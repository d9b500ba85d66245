/** Limits how many wake-ups a process handles at once, whether they come from the queue or from polling. */
export class WakeupSlots {
  private handling = 0;
  /** Wake-ups that came while all slots were busy; at most one per slot, since more would find no work left. */
  private readonly waiting: (() => void)[] = [];

  /** `handler` works until no batch is runnable; at most `concurrency` run at once. */
  constructor(
    private readonly handler: () => Promise<void>,
    private readonly concurrency: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  get free(): number {
    return this.concurrency - this.handling;
  }

  /**
   * Handles a wake-up, at once or when a slot is free, and resolves when it has been handled. Drops it when as many are
   * waiting as there are slots. Never throws.
   */
  async take(): Promise<void> {
    if (this.handling < this.concurrency) this.handling += 1;
    else if (this.waiting.length < this.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else return;
    try {
      await this.handler();
    } catch (error) {
      this.onError(error);
    } finally {
      // Passes the slot to the next waiting wake-up, or frees it.
      const next = this.waiting.shift();
      if (next === undefined) this.handling -= 1;
      else next();
    }
  }
}
