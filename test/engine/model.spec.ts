import fc from 'fast-check';
import { isTerminal, type Priority } from '../../src/batch/model/status/batch-status.js';
import { AppError } from '../../src/platform/errors/app-error.js';
import { ClockedEngine, type Ending, finish, newWorker, SUBMITTER } from '../support/clocked-engine.js';
import { comparable, EngineUnderTest, expected, type Held, Step } from '../support/engine-steps.js';
import { FUZZ_SEED } from '../support/fuzz-seed.js';
import { EngineModel, LEASE_MS } from '../support/engine-model.js';

/** Runs begin for so long (milliseconds), which ENGINE_MODEL_SECONDS changes; 100 of them at most. */
const RUNS_MS = Number(process.env['ENGINE_MODEL_SECONDS'] ?? 30) * 1000;

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

async function claim(
  model: EngineModel,
  engineUnderTest: EngineUnderTest,
  worker: string,
  mayJoin = true,
): Promise<Held | undefined> {
  const best = model.claim(worker, mayJoin);
  const found = await engineUnderTest.engine.claim(worker, mayJoin);
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
  slots = 3,
): Promise<void> {
  const { claim: taken, running, worker } = held;
  const finished = [...endings].map(([index, ending]) => finish(index, ending, running.get(index) ?? 1));
  for (const index of endings.keys()) running.delete(index);
  if (running.size === 0 && endings.size > 0) held.isAlone = false;
  const exclusive = held.hasCrashSuspects && held.commits > 0 && running.size === 0 && endings.size === 0;
  const step = { exclusive, mayPark: exclusive || !held.hasCrashSuspects, mayStart: !held.isAlone, slots };
  const result = await engineUnderTest.engine.commit(taken, { ...step, finished, running: running.size });
  const batch = model.batches.find(({ id }) => id === taken.batch.id);
  const wasOurs = batch !== undefined && model.commit(batch, { ...step, endings, worker, token: taken.lease.token });
  expect(result !== undefined).toBe(wasOurs);
  held.commits += 1;
  for (const { index, attempt } of result?.started ?? []) running.set(index, attempt);
  if (exclusive) held.isAlone = held.hasCrashSuspects = running.size > 0;
  if (result === undefined || result.released !== undefined) engineUnderTest.drop(held);
}

const choices = fc.array(fc.constantFrom(...ENDINGS), { minLength: 5, maxLength: 5 });
const groupCommitStep = fc.tuple(pick, choices, fc.integer({ min: 0, max: 3 })).map(
  ([n, choice, slots]) =>
    new Step(`commit(${n}, ${choice.join(' ')}, ${slots} slots)`, async (model, engineUnderTest) => {
      if (engineUnderTest.held.length === 0) return;
      const held = at(engineUnderTest.held, n);
      const endings = [...held.running.keys()].map((index, place) => [index, at(choice, place)] as const);
      await groupCommit(
        model,
        engineUnderTest,
        held,
        new Map(endings.filter((one): one is [number, Ending] => one[1] !== 'goes on')),
        slots,
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
      const leaseOf = ({ claim: { lease } }: Held) => {
        const found = model.batches.find((b) => b.id === lease.batchId)?.leases.get(lease.worker);
        return found?.token === lease.token ? found : undefined;
      };
      const ours = mine.filter((held) => leaseOf(held) !== undefined);
      for (const held of ours) Object.assign(leaseOf(held) ?? {}, { until: model.now + LEASE_MS });
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

const claimStep = fc
  .tuple(pick, fc.boolean())
  .map(
    ([n, mayJoin]) =>
      new Step(
        `claim(${n % 3}${mayJoin ? ', may join' : ''})`,
        async (model, engineUnderTest) =>
          void (await claim(model, engineUnderTest, at(engineUnderTest.workers, n), mayJoin)),
      ),
  );

/** A worker finds that another one of its batch has died. */
const takeOver = pick.map(
  (n) =>
    new Step(`take over(${n})`, async (model, engineUnderTest) => {
      if (engineUnderTest.held.length === 0) return;
      const { claim: taken, worker } = at(engineUnderTest.held, n);
      const batch = model.batches.find(({ id }) => id === taken.batch.id);
      if (batch !== undefined) model.recover(batch, worker, taken.lease.token);
      await engineUnderTest.engine.takeOver(taken);
    }),
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
      takeOver,
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
