/** Steps of a batch are written at most so often, in milliseconds. */
const STEPS_MS = 1000;

/** An attempt that may have named a step since it was last asked. */
interface Stepping {
  readonly index: number;
  takeNewStep(): string | undefined;
}

/** Collects the steps that running items have named, once a second, so that not every commit writes some. */
export class NewSteps {
  private dueAt = 0;

  /** The steps that changed since the last ones were taken; none before a second has passed. */
  take(attempts: Iterable<Stepping>): readonly { readonly index: number; readonly step: string }[] {
    if (this.waitMs > 0) return [];
    const steps = [...attempts].flatMap((attempt) => {
      const step = attempt.takeNewStep();
      return step === undefined ? [] : [{ index: attempt.index, step }];
    });
    if (steps.length > 0) this.dueAt = performance.now() + STEPS_MS;
    return steps;
  }

  /** Milliseconds until steps may be taken again; 0 when they may be now. */
  get waitMs(): number {
    return Math.max(0, this.dueAt - performance.now());
  }
}
