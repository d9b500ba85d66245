/** Batches at once for each processor, and items for each of them: a batch allows 20 unless it says otherwise. */
const BATCHES_PER_PROCESSOR = 4;
const ITEMS_PER_BATCH = 20;
/** Two run a process and its database; one event loop has no use for what more than four could take. */
const [FEWEST, MOST] = [2, 4];

/** How much one process works on at once. */
interface WorkerSize {
  readonly batches: number;
  readonly items: number;
}

/**
 * What is set, else what suits items that mostly wait for others on a machine with so many processors: 8 batches and
 * 160 items on two or fewer, 16 and 320 on four or more. As many items as so many batches allow make group commits of
 * 20 results instead of a few; fewer batches leave a large one its slots.
 */
export function workerSize(
  set: Partial<Readonly<Record<'WORKER_BATCHES' | 'WORKER_ITEMS', number | undefined>>>,
  processors: number,
): WorkerSize {
  const batches = BATCHES_PER_PROCESSOR * Math.min(Math.max(processors, FEWEST), MOST);
  return { batches: set.WORKER_BATCHES ?? batches, items: set.WORKER_ITEMS ?? ITEMS_PER_BATCH * batches };
}
