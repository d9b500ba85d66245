/** A delivery that is due. */
export interface DeliveryCandidate {
  readonly id: number;
  readonly endpointId: string;
  readonly ownerId: number;
}

/** Most attempts of one process at once. */
export interface PlaceLimits {
  readonly all: number;
  /** To the endpoints of one owner. */
  readonly perOwner: number;
  readonly perEndpoint: number;
  /** To all endpoints together whose last attempt failed; each of them has one slot. */
  readonly failing: number;
}

/** Most endpoints remembered as failing; the one that failed longest ago is dropped first. */
const REMEMBERED = 10_000;

/**
 * The slots for delivery attempts of one process. An attempt at a receiver that hangs holds its slot for many seconds,
 * so slots are limited per owner and per endpoint, and all failing endpoints together share a limited part of them.
 */
export class DeliveryPlaces {
  private readonly running = new Map<number, DeliveryCandidate>();
  private readonly failing = new Set<string>();

  constructor(private readonly limits: PlaceLimits) {}

  get isFull(): boolean {
    return this.running.size >= this.limits.all;
  }

  /** Chooses the candidates to send now, rotating among owners, the owner with the fewest attempts under way first. */
  choose(candidates: readonly DeliveryCandidate[]): readonly DeliveryCandidate[] {
    const counts = this.count();
    const queues = new Map<number, DeliveryCandidate[]>();
    for (const one of candidates.filter(({ id }) => !this.running.has(id)))
      queues.set(one.ownerId, [...(queues.get(one.ownerId) ?? []), one]);
    const chosen: DeliveryCandidate[] = [];
    while (this.running.size + chosen.length < this.limits.all && queues.size > 0) {
      const next = this.next(queues, counts);
      if (next === undefined) break;
      counts.add(next, this.failing.has(next.endpointId));
      chosen.push(next);
    }
    return chosen;
  }

  take({ id, endpointId, ownerId }: DeliveryCandidate): void {
    this.running.set(id, { id, endpointId, ownerId });
  }

  free(id: number): void {
    this.running.delete(id);
  }

  /** Records the result of the last attempt at an endpoint. */
  recordResult(endpointId: string, isDelivered: boolean): void {
    this.failing.delete(endpointId);
    if (isDelivered) return;
    this.failing.add(endpointId);
    const [oldest] = this.failing;
    if (this.failing.size > REMEMBERED && oldest !== undefined) this.failing.delete(oldest);
  }

  /**
   * The first candidate with a free slot, of the owner with the fewest attempts. Removes owners without a free slot
   * from `queues`.
   */
  private next(queues: Map<number, DeliveryCandidate[]>, counts: AttemptCounts): DeliveryCandidate | undefined {
    const owners = [...queues.keys()].sort((a, b) => counts.ofOwner(a) - counts.ofOwner(b));
    for (const owner of owners) {
      const queue = queues.get(owner) ?? [];
      const at = queue.findIndex((candidate) => this.hasPlace(candidate, counts));
      if (at >= 0) return queue.splice(at, 1)[0];
      queues.delete(owner);
    }
    return undefined;
  }

  private hasPlace({ endpointId, ownerId }: DeliveryCandidate, counts: AttemptCounts): boolean {
    const { perOwner, perEndpoint, failing } = this.limits;
    if (counts.ofOwner(ownerId) >= perOwner) return false;
    if (!this.failing.has(endpointId)) return counts.ofEndpoint(endpointId) < perEndpoint;
    return counts.ofEndpoint(endpointId) === 0 && counts.failing < failing;
  }

  private count(): AttemptCounts {
    const counts = new AttemptCounts();
    for (const one of this.running.values()) counts.add(one, this.failing.has(one.endpointId));
    return counts;
  }
}

/** Attempts by owner and by endpoint. */
class AttemptCounts {
  failing = 0;
  private readonly owners = new Map<number, number>();
  private readonly endpoints = new Map<string, number>();

  ofOwner(id: number): number {
    return this.owners.get(id) ?? 0;
  }

  ofEndpoint(id: string): number {
    return this.endpoints.get(id) ?? 0;
  }

  add({ ownerId, endpointId }: DeliveryCandidate, isFailing: boolean): void {
    this.owners.set(ownerId, this.ofOwner(ownerId) + 1);
    this.endpoints.set(endpointId, this.ofEndpoint(endpointId) + 1);
    if (isFailing) this.failing += 1;
  }
}
