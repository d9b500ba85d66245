import fc from 'fast-check';
import type { Claim } from '../../src/batch/engine/leases.js';
import { isTerminal, type Priority } from '../../src/batch/model/batch-status.js';
import { AppError } from '../../src/platform/errors/app-error.js';
import { type BatchRow, ClockedEngine, type Ending, finish, newWorker, SUBMITTER } from '../support/clocked-engine.js';
import { FUZZ_SEED } from '../support/fuzz-seed.js';
import { EngineModel, LEASE_MS, type ModelBatch } from '../support/engine-model.js';

/** Runs begin for so long (milliseconds), which ENGINE_MODEL_SECONDS changes; 100 of them at most. */
const RUNS_MS = Number(process.env['ENGINE_MODEL_SECONDS'] ?? 30) * 1000;

/** A claim as its worker sees it, which may be wrong: another may have the batch by now. */
interface Held {
  readonly claim: Claim;
  readonly worker: string;
  readonly running: Map<number, number>;
  hasCrashSuspects: boolean;
  isAlone: boolean;
  commits: number;
}

/** The engine, and what the workers of a run believe. */
class EngineUnderTest {
  readonly workers = [newWorker(), newWorker(), newWorker()];
  held: Held[] = [];
  before: readonly BatchRow[] = [];

  constructor(readonly engine: ClockedEngine) {}

  drop(one: Held): void {
    this.held = this.held.filter((other) => other !== one);
  }
}

/** A step of a run, made in the model and in the engine; what it leaves must be the same. */
class Step implements fc.AsyncCommand<EngineModel, EngineUnderTest> {
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

const comparable = (row: BatchRow) => ({ ...row, counters: [] });
const expected = ({ id, status, token, leaseUntil, maxConcurrent, isStarted, items, effects }: ModelBatch) => ({
  id,
  status,
  token,
  isLeased: leaseUntil !== undefined,
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
  if (before === undefined) return;
  expect(row.token).toBeGreaterThanOrEqual(before.token);
  expect(count('running')).toBeLessThanOrEqual(Math.max(row.maxConcurrent, count('running', before)));
  if (!isTerminal(before.status as never) || step.startsWith('retry')) return;
  expect([row.status, row.items, row.effects]).toEqual([before.status, before.items, before.effects]);
}

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
const ENDINGS: readonly (Ending | 'goes on')[] = ['succeeded', 'succeeded', 'NOT_FOUND', 'CONNECT_TIMEOUT', 'goes on'];
const priority = fc.constantFrom(...PRIORITIES);
const pick = fc.nat({ max: 11 });
const at = <T>(list: readonly T[], n: number): T => {
  const one = list[n % list.length];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
};

const submit = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 5 }), priority, fc.integer({ min: 1, max: 3 }))
  .map(
    ([owner, items, level, bound]) =>
      new Step(`submit(owner ${owner}, ${items} items, ${level}, ${bound} at once)`, async (model, { engine }) => {
        model.submit(await engine.submit(owner, items, level, bound), owner, items, level, bound);
      }),
  );

async function claim(model: EngineModel, engineUnderTest: EngineUnderTest, worker: string): Promise<Held | undefined> {
  const best = model.claim(worker);
  const found = await engineUnderTest.engine.claim(worker);
  expect(found && { id: found.batch.id, token: found.lease.token }).toEqual(best && { id: best.id, token: best.token });
  if (found === undefined) return undefined;
  const { hasCrashSuspects } = found;
  const held = {
    claim: found,
    worker,
    running: new Map<number, number>(),
    hasCrashSuspects,
    isAlone: false,
    commits: 0,
  };
  engineUnderTest.held.push(held);
  return held;
}

/** A group commit as a worker makes it, which may have lost the batch without knowing. */
async function groupCommit(
  model: EngineModel,
  engineUnderTest: EngineUnderTest,
  held: Held,
  endings: ReadonlyMap<number, Ending>,
): Promise<void> {
  const { claim: taken, running } = held;
  const finished = [...endings].map(([index, ending]) => finish(index, ending, running.get(index) ?? 1));
  for (const index of endings.keys()) running.delete(index);
  if (running.size === 0 && endings.size > 0) held.isAlone = false;
  const exclusive = held.hasCrashSuspects && held.commits > 0 && running.size === 0 && endings.size === 0;
  const step = { exclusive, mayPark: exclusive || !held.hasCrashSuspects, mayStart: !held.isAlone };
  const result = await engineUnderTest.engine.commit(taken, { ...step, finished, running: running.size });
  const batch = model.batches.find(({ id }) => id === taken.batch.id);
  const wasOurs = batch !== undefined && model.commit(batch, { ...step, endings, token: taken.lease.token });
  expect(result !== undefined).toBe(wasOurs);
  held.commits += 1;
  for (const { index, attempt } of result?.started ?? []) running.set(index, attempt);
  if (exclusive) held.isAlone = held.hasCrashSuspects = running.size > 0;
  if (result === undefined || result.released !== undefined) engineUnderTest.drop(held);
}

const groupCommitStep = fc.tuple(pick, fc.array(fc.constantFrom(...ENDINGS), { minLength: 5, maxLength: 5 })).map(
  ([n, choice]) =>
    new Step(`commit(${n}, ${choice.join(' ')})`, async (model, engineUnderTest) => {
      if (engineUnderTest.held.length === 0) return;
      const held = at(engineUnderTest.held, n);
      const endings = [...held.running.keys()].map((index, place) => [index, at(choice, place)] as const);
      await groupCommit(
        model,
        engineUnderTest,
        held,
        new Map(endings.filter((one): one is [number, Ending] => one[1] !== 'goes on')),
      );
    }),
);

const crash = pick.map(
  (n) =>
    new Step(`crash(${n % 3})`, async (_model, engineUnderTest) => {
      engineUnderTest.held = engineUnderTest.held.filter(({ worker }) => worker !== at(engineUnderTest.workers, n));
      engineUnderTest.workers[n % 3] = newWorker();
      return Promise.resolve();
    }),
);

const advance = fc.constantFrom(100, 2000, 9000, LEASE_MS + 1, LEASE_MS + 1, 61_000).map(
  (ms) =>
    new Step(`advance(${ms} ms)`, async (model, { engine }) => {
      model.now += ms;
      await engine.advance(ms);
    }),
);

/** A worker learns here which of its batches another has. */
const heartbeat = pick.map(
  (n) =>
    new Step(`heartbeat(${n % 3})`, async (model, engineUnderTest) => {
      const mine = engineUnderTest.held.filter(({ worker }) => worker === at(engineUnderTest.workers, n));
      const ours = mine.filter(({ claim: { lease } }) =>
        model.batches.some((b) => b.id === lease.batchId && b.token === lease.token && b.leaseUntil !== undefined),
      );
      for (const b of model.batches)
        if (ours.some(({ claim: { lease } }) => lease.batchId === b.id)) b.leaseUntil = model.now + LEASE_MS;
      const batchIds = [...new Set(mine.map(({ claim: { batch } }) => batch.id))];
      const alive = await engineUnderTest.engine.heartbeat(at(engineUnderTest.workers, n), batchIds);
      expect([...alive].sort()).toEqual(ours.map(({ claim: { lease } }) => [lease.batchId, lease.token]).sort());
    }),
);

const control = (what: 'pause' | 'resume' | 'cancel' | 'retry') =>
  pick.map(
    (n) =>
      new Step(
        `${what}(${n})`,
        async (model, { engine }) => {
          const batch = at(model.batches, n);
          model[what](batch);
          await refusable(
            what === 'retry' ? engine.control.retry(batch.id, {}, SUBMITTER) : engine.control[what](batch.id),
          );
        },
        ({ batches }) => batches.length > 0,
      ),
  );

const adjust = fc.tuple(pick, priority, fc.integer({ min: 1, max: 3 })).map(
  ([n, level, bound]) =>
    new Step(
      `adjust(${n}, ${level}, ${bound} at once)`,
      async (model, { engine }) => {
        const batch = at(model.batches, n);
        model.adjust(batch, level, bound);
        await refusable(engine.control.adjust(batch.id, { priority: level, maxConcurrent: bound }));
      },
      ({ batches }) => batches.length > 0,
    ),
);

/** A refusal changes nothing, which the comparison shows. */
const refusable = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.status !== 409) throw error;
  });

const claimStep = pick.map(
  (n) =>
    new Step(
      `claim(${n % 3})`,
      async (model, engineUnderTest) => void (await claim(model, engineUnderTest, at(engineUnderTest.workers, n))),
    ),
);

/** Whatever happened: once all workers are well, everything ends. */
async function drain(model: EngineModel, engineUnderTest: EngineUnderTest): Promise<void> {
  for (const batch of model.batches) {
    model.resume(batch);
    await refusable(engineUnderTest.engine.control.resume(batch.id));
  }
  engineUnderTest.held = [];
  for (let round = 0; model.batches.some(({ status }) => !isTerminal(status as never)); round += 1) {
    if (round > 200) throw new Error('The batches do not end.');
    for (let held = await claim(model, engineUnderTest, newWorker()); engineUnderTest.held.length > 0;) {
      if (held === undefined) break;
      await groupCommit(
        model,
        engineUnderTest,
        held,
        new Map([...held.running.keys()].map((index) => [index, 'succeeded'])),
      );
      if (!engineUnderTest.held.includes(held)) held = undefined;
    }
    model.now += 61_000;
    await engineUnderTest.engine.advance(61_000);
  }
  expect((await engineUnderTest.engine.rows()).map(comparable)).toEqual(model.batches.map(expected));
}

describe('The engine beside a model of it', () => {
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());

  it('does what the model does, step by step, with any workers dying, and ends everything', async () => {
    const controls = (['pause', 'resume', 'cancel', 'retry'] as const).map(control);
    const steps = [
      submit,
      submit,
      claimStep,
      claimStep,
      groupCommitStep,
      groupCommitStep,
      groupCommitStep,
      crash,
      advance,
      advance,
      heartbeat,
    ];
    const commands = fc.commands([...steps, ...controls, adjust], { maxCommands: 60, size: 'max' });
    // Not fast-check's own limit: it leaves the run that it interrupts going, beside whatever comes next.
    const until = performance.now() + RUNS_MS;
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        if (performance.now() > until) return;
        await engine.clear();
        const model = new EngineModel();
        const engineUnderTest = new EngineUnderTest(engine);
        await fc.asyncModelRun(() => ({ model, real: engineUnderTest }), run);
        await drain(model, engineUnderTest);
      }),
      { numRuns: 100, endOnFailure: false, seed: FUZZ_SEED },
    );
  }, 120_000);

  it('wakes a batch that sleeps until a parked item when an ended one is retried', async () => {
    await engine.clear();
    const model = new EngineModel();
    const engineUnderTest = new EngineUnderTest(engine);
    model.submit(await engine.submit(2, 2, 'normal', 2), 2, 2, 'normal', 2);
    const held = await claim(model, engineUnderTest, newWorker());
    if (held === undefined) throw new Error('Nothing was claimed.');
    await groupCommit(model, engineUnderTest, held, new Map());
    const endings: readonly (readonly [number, Ending])[] = [
      [0, 'NOT_FOUND'],
      [1, 'CONNECT_TIMEOUT'],
    ];
    await groupCommit(model, engineUnderTest, held, new Map(endings));
    await groupCommit(model, engineUnderTest, held, new Map());
    expect(await claim(model, engineUnderTest, newWorker())).toBeUndefined();
    const batch = at(model.batches, 0);
    model.retry(batch);
    expect(await engine.control.retry(batch.id, {}, SUBMITTER)).toBe(1);
    expect(await claim(model, engineUnderTest, newWorker())).toBeDefined();
  });
});
