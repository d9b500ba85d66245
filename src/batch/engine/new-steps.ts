/** Steps of a batch are written at most so often, in milliseconds. */
const STEPS_MS = 1000;

/** An attempt that may have named a step since it was last asked. */
interface Stepping {
  readonly index: number;
  takeNewStep(): string | undefined;
}

/**
 * Collects the steps that running items have named, once a second, so that not every commit writes some. Those of a
 * commit that fails are taken again by the next one.
 */
export class NewSteps {
  private dueAt = 0;
  private unwritten: ReadonlyMap<Stepping, string> = new Map();

  /** The steps that changed since the last ones were written; none before a second has passed. */
  take(attempts: Iterable<Stepping>): readonly { readonly index: number; readonly step: string }[] {
    if (this.waitMs > 0) return [];
    const steps = new Map<Stepping, string>();
    for (const attempt of attempts) {
      const step = attempt.takeNewStep() ?? this.unwritten.get(attempt);
      if (step !== undefined) steps.set(attempt, step);
    }
    this.unwritten = steps;
    return [...steps].map(([{ index }, step]) => ({ index, step }));
  }

  /** The commit that wrote the taken steps has succeeded. */
  written(): void {
    this.unwritten = new Map();
    this.dueAt = performance.now() + STEPS_MS;
  }

  /** Milliseconds until steps may be taken again; 0 when they may be now. */
  get waitMs(): number {
    return Math.max(0, this.dueAt - performance.now());
  }
}
