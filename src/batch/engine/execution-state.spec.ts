import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionState, type ExecutionStateName } from './execution-state.js';

/** A way to each state from the claim; the first one is where it begins. */
const PATHS: Readonly<Record<ExecutionStateName, readonly ExecutionStateName[]>> = {
  ordinary: ['ordinary'],
  suspects_wait: ['suspects_wait'],
  exclusive: ['suspects_wait', 'exclusive'],
  yielding: ['ordinary', 'yielding'],
  stopping: ['ordinary', 'yielding', 'stopping'],
  released: ['ordinary', 'released'],
  lost: ['ordinary', 'lost'],
};
const NAMES = Object.keys(PATHS) as ExecutionStateName[];

function stateThatIs(name: ExecutionStateName): ExecutionState {
  const [first, ...others] = PATHS[name];
  const state = new ExecutionState(first === 'suspects_wait');
  for (const next of others) state.to(next);
  return state;
}

/** The arrows of the diagram in the documentation, without those that begin or end it. */
function drawn(): Set<string> {
  const page = readFileSync(join(__dirname, '../../../docs/architecture/engine.md'), 'utf8');
  const diagram = /## State of an execution[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return new Set([...diagram.matchAll(/^ *(\w+) --> (\w+)/gm)].map(([, from = '', to = '']) => `${from} → ${to}`));
}

describe('The state of an execution', () => {
  it('begins with ordinary items, and with those alone when no crash suspects wait', () => {
    expect(new ExecutionState(false).is('ordinary')).toBe(true);
    expect(new ExecutionState(true).is('suspects_wait')).toBe(true);
  });

  it('makes the transitions of the diagram and throws at every other', () => {
    const possible = NAMES.flatMap((from) =>
      NAMES.filter((to) => stateThatIs(from).can(to)).map((to) => `${from} → ${to}`),
    );
    expect(new Set(possible)).toEqual(drawn());
    for (const from of NAMES)
      for (const to of NAMES.filter((name) => !stateThatIs(from).can(name)))
        expect(() => stateThatIs(from).to(to)).toThrow(`An execution that is ${from} cannot become ${to}.`);
  });

  it('keeps its state when a transition is refused', () => {
    const state = stateThatIs('stopping');
    expect(() => state.to('ordinary')).toThrow();
    expect(state.is('stopping')).toBe(true);
  });

  it('can be lost at any time until it has ended', () => {
    const endless = NAMES.filter((name) => name !== 'released' && name !== 'lost');
    expect(endless.filter((name) => !stateThatIs(name).can('lost'))).toEqual([]);
  });

  it('lets items start until it yields', () => {
    expect(NAMES.filter((name) => stateThatIs(name).mayStart)).toEqual(['ordinary', 'suspects_wait', 'exclusive']);
  });

  it.each([
    ['ordinary', 'park'],
    ['suspects_wait', 'keep'],
    ['exclusive', 'keep'],
    ['yielding', 'yield'],
    ['stopping', 'yield'],
  ] as const)('that is %s lets an idle commit %s the lease', (name, expected) => {
    expect(stateThatIs(name).whenIdle(false)).toBe(expected);
  });

  it('parks the lease when crash suspects were asked for and none is due', () => {
    expect(stateThatIs('suspects_wait').whenIdle(true)).toBe('park');
  });
});
