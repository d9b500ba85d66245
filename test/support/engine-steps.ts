import type * as fc from 'fast-check';
import type { Claim } from '../../src/batch/engine/leases.js';
import { isTerminal } from '../../src/batch/model/status/batch-status.js';
import { type BatchRow, type ClockedEngine, newWorker } from './clocked-engine.js';
import type { EngineModel, ModelBatch } from './engine-model.js';

/** A claim as its worker sees it, which may be wrong: another may have the batch by now. */
export interface Held {
  readonly claim: Claim;
  readonly worker: string;
  readonly running: Map<number, number>;
  hasCrashSuspects: boolean;
  isAlone: boolean;
  commits: number;
}

/** The engine, and what the workers of a run believe. */
export class EngineUnderTest {
  readonly workers = [newWorker(), newWorker(), newWorker()];
  held: Held[] = [];
  before: readonly BatchRow[] = [];

  constructor(readonly engine: ClockedEngine) {}

  drop(one: Held): void {
    this.held = this.held.filter((other) => other !== one);
  }
}

/** A step of a run, made in the model and in the engine; what it leaves must be the same. */
export class Step implements fc.AsyncCommand<EngineModel, EngineUnderTest> {
  constructor(
    private readonly name: string,
    private readonly work: (model: EngineModel, engineUnderTest: EngineUnderTest) => Promise<void>,
    private readonly possible: (model: Readonly<Pick<EngineModel, 'batches'>>) => boolean = () => true,
  ) {}

  check(model: Readonly<Pick<EngineModel, 'batches'>>): boolean {
    return this.possible(model);
  }

  async run(model: EngineModel, engineUnderTest: EngineUnderTest): Promise<void> {
    await this.work(model, engineUnderTest);
    const rows = await engineUnderTest.engine.rows();
    expect(rows.map(comparable)).toEqual(model.batches.map(expected));
    for (const row of rows)
      assertInvariants(
        row,
        engineUnderTest.before.find(({ id }) => id === row.id),
        this.name,
      );
    engineUnderTest.before = rows;
  }

  toString(): string {
    return this.name;
  }
}

export const comparable = (row: BatchRow) => ({ ...row, counters: [] });
export const expected = ({
  id,
  status,
  token,
  leases,
  hasRoom,
  maxConcurrent,
  isStarted,
  items,
  effects,
}: ModelBatch) => ({
  id,
  status,
  token,
  workers: leases.size,
  hasRoom,
  leases: [...leases.values()]
    .map((lease) => ({ token: lease.token, running: [...lease.running].sort((a, b) => a - b) }))
    .sort((a, b) => a.token - b.token),
  maxConcurrent,
  starts: isStarted ? 1 : 0,
  effects,
  counters: [],
  items: items.map((item) => ({ status: item.status, attempts: item.attempts, recoveries: item.recoveries })),
});

/** What holds of any two states that follow each other, whatever the model says. */
function assertInvariants(row: BatchRow, before: BatchRow | undefined, step: string): void {
  const count = (status: string, { items }: BatchRow = row) => items.filter((item) => item.status === status).length;
  const statuses = ['pending', 'running', 'succeeded', 'failed', 'cancelled'];
  expect(row.counters).toEqual([row.items.length, ...statuses.map((status) => count(status))]);
  expect(isTerminal(row.status as never)).toBe(count('pending') + count('running') === 0);
  const running = row.leases.flatMap((lease) => lease.running);
  expect(new Set(running).size).toBe(running.length);
  expect(running.every((index) => row.items[index]?.status === 'running')).toBe(true);
  if (before === undefined) return;
  expect(row.token).toBeGreaterThanOrEqual(before.token);
  expect(count('running')).toBeLessThanOrEqual(Math.max(row.maxConcurrent, count('running', before)));
  if (!isTerminal(before.status as never) || step.startsWith('retry')) return;
  expect([row.status, row.items, row.effects]).toEqual([before.status, before.items, before.effects]);
}
