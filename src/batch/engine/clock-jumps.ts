/**
 * Part of a lease that a jump is longer than. A shorter one lets no lease run out whose worker lives: half of its time
 * is always left.
 */
const LEAST_JUMP = 0.5;

/**
 * Jumps of the database's clock, as this process sees them beside its own monotonic clock. A lease that a jump let run
 * out says nothing about its worker, which may have extended its own in the meantime, so that it ran out alone. All
 * times in milliseconds.
 */
export class ClockJumps {
  /** What the database's clock is ahead of ours. */
  private ahead: number | undefined;
  private observedAt = 0;
  private jump: { readonly by: number; readonly before: number; readonly seenAt: number } | undefined;

  /** `leaseMs`: a jump is remembered for as long as a lease, since the leases that it let run out are found by then. */
  constructor(
    private readonly leaseMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Records what the database's clock has just said, since 1970. */
  observe(databaseMs: number): void {
    const now = this.now();
    const ahead = databaseMs - now;
    const by = ahead - (this.ahead ?? ahead);
    if (by > LEAST_JUMP * this.leaseMs) this.jump = { by, before: this.observedAt, seenAt: now };
    this.ahead = ahead;
    this.observedAt = now;
  }

  /** By how much the database's clock has gone on since just before its last jump; 0 when none is remembered. */
  get sinceBefore(): number {
    if (this.jump === undefined || this.now() - this.jump.seenAt >= this.leaseMs) return 0;
    return this.jump.by + this.now() - this.jump.before;
  }
}
