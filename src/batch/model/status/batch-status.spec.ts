import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allows,
  BATCH_CHANGES,
  BATCH_STATUSES,
  type BatchStatus,
  isTerminal,
  TERMINAL_STATUSES,
  terminalStatus,
} from './batch-status.js';

const changes = Object.values(BATCH_CHANGES);
const arrows = new Set(
  changes.flatMap(({ from, to }) =>
    from.flatMap((before) => to.filter((after) => after !== before).map((after) => `${before} → ${after}`)),
  ),
);

describe('The status of a batch', () => {
  it('changes as the diagram in the documentation shows', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/architecture/engine.md'), 'utf8');
    const diagram = /## State of a batch[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const drawn = [...diagram.matchAll(/^ *(\w+) --> (\w+)/gm)].map(([, from = '', to = '']) => `${from} → ${to}`);
    expect(arrows).toEqual(new Set(drawn));
  });

  it('can be reached and left, whichever it is', () => {
    const reached = new Set<BatchStatus>(['pending', ...changes.flatMap(({ to }) => to)]);
    const left = new Set<BatchStatus>(changes.flatMap(({ from }) => from));
    expect(BATCH_STATUSES.filter((status) => !reached.has(status) || !left.has(status))).toEqual([]);
  });

  it('is terminal when only a retry leaves it', () => {
    const { retry, ...others } = BATCH_CHANGES;
    const open = new Set<BatchStatus>(Object.values(others).flatMap(({ from }) => from));
    expect(BATCH_STATUSES.filter(isTerminal)).toEqual(BATCH_STATUSES.filter((status) => !open.has(status)));
    expect(TERMINAL_STATUSES).toEqual(retry.from);
  });

  it('is written into the guard of a statement as the indexes on open batches have it', () => {
    expect(allows('claim')).toBe(`status IN ('pending', 'processing')`);
    expect(allows('resume', 'b.status')).toBe(`b.status IN ('paused')`);
  });

  it('follows from the successes when all items have ended', () => {
    expect([terminalStatus(3, 3), terminalStatus(3, 2), terminalStatus(3, 0)]).toEqual([
      'completed',
      'partial',
      'failed',
    ]);
  });
});
