import type { Actor } from '../../accounts/rights/actor.js';
import type { ScopeName } from '../../accounts/rights/scopes.js';
import { refusalOf } from '../../../test/support/error-code.js';
import { fault } from '../../platform/http/faults.js';
import { rememberKinds } from '../model/kinds/declared-kinds.js';
import { BackgroundHandler, TransactionalHandler } from '../model/handlers/handler.js';
import type { AnyHandler, HandlerRegistry } from '../model/handlers/handler-registry.js';
import { checkEnvelope, checkSubmitted, requireItemCount, requireValid } from './read-submission.js';
import type { SubmitEnvelopeDto } from './submit.dto.js';

const SCOPES: ReadonlySet<ScopeName> = new Set(['slow:write', 'quick:write']);
const ACTOR: Actor = { userId: 1, role: 'client', keyId: '', limitKeyId: '', scopes: SCOPES };

const kindOf = (name: string, more: object = {}) => ({
  name,
  maxItems: 2,
  checkItem: (raw: unknown) => ({ value: { seen: raw } }),
  checkOptions: (raw: unknown) =>
    'wrong' in (raw as object)
      ? { faults: [fault('wrong', 'is wrong', 1, 'value_error')] }
      : { value: { ...(raw as object), isDefault: true } },
  ...more,
});
const handlerOf = (base: object, kind: object): AnyHandler =>
  Object.assign(Object.create(base) as AnyHandler, { kind });

const slow = handlerOf(
  BackgroundHandler.prototype,
  kindOf('slow', {
    background: { concurrency: { default: 2, max: 5 }, timeoutMs: { default: 1000, max: 60_500 }, attempts: 1 },
  }),
);
const quick = handlerOf(TransactionalHandler.prototype, kindOf('quick'));
const registry = {
  find: (name: string) => [slow, quick].find(({ kind }) => kind.name === name),
} as unknown as HandlerRegistry;

const read = (dto: object, actor = ACTOR) => checkEnvelope(dto as SubmitEnvelopeDto, actor, registry);

describe('The envelope of a batch of any kind', () => {
  beforeAll(() =>
    rememberKinds(
      ['slow', 'quick', 'gone'].map((name) => ({
        name,
        title: '',
        scopes: { submit: name === 'gone' ? 'slow:write' : `${name}:write`, read: `${name}:read` },
      })),
    ),
  );

  it('has the options and limits of its kind, in milliseconds', () => {
    const { handler, options, limits } = read({
      kind: 'slow',
      options: { n: 1 },
      max_concurrent: 5,
      timeout_seconds: 60,
    });
    expect([handler, options, limits]).toEqual([
      slow,
      { n: 1, isDefault: true },
      { maxConcurrent: 5, timeoutMs: 60_000 },
    ]);
    expect(read({ kind: 'slow' }).limits).toEqual({});
  });

  it('needs the scope of its kind', () => {
    expect(refusalOf(() => read({ kind: 'slow' }, { ...ACTOR, scopes: new Set<ScopeName>(['quick:write']) }))).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('is refused for a kind whose module is not loaded', () => {
    expect(refusalOf(() => read({ kind: 'gone' }))).toEqual(['VALIDATION_ERROR', 'kind enum']);
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['wrong options', { kind: 'slow', options: { wrong: 1 } }, ['options.wrong value_error']],
    ['more at once than the kind allows', { kind: 'slow', max_concurrent: 6 }, ['max_concurrent less_than_equal']],
    [
      'a longer time limit, in whole seconds',
      { kind: 'slow', timeout_seconds: 61 },
      ['timeout_seconds less_than_equal'],
    ],
    ['an atomic background batch', { kind: 'slow', atomic: true }, ['atomic unknown_field']],
    [
      'several at once of a transactional kind',
      { kind: 'quick', max_concurrent: 2 },
      ['max_concurrent less_than_equal'],
    ],
    ['a time limit of a transactional kind', { kind: 'quick', timeout_seconds: 1 }, ['timeout_seconds unknown_field']],
    [
      'several faults, all of them',
      { kind: 'slow', options: { wrong: 1 }, max_concurrent: 6, atomic: true },
      ['options.wrong value_error', 'max_concurrent less_than_equal', 'atomic unknown_field'],
    ],
  ])('is refused with %s', (_, dto, faults) => {
    expect(refusalOf(() => read(dto))).toEqual(['VALIDATION_ERROR', ...faults]);
  });
});

describe('An item of a batch of any kind', () => {
  it('is checked by its kind without `ref` and `metadata`, which go with it', () => {
    const raw = { url: 'x', ref: 'row 1', metadata: { n: 1 } };
    expect(checkSubmitted(slow, raw)).toEqual({
      value: { input: { seen: { url: 'x' } }, ref: 'row 1', metadata: { n: 1 } },
    });
  });

  it.each([['row 1'], [{ url: 'x', ref: 5 }]])(
    'is left to its kind as it came when these are not readable: %j',
    (raw) => {
      expect(checkSubmitted(slow, raw)).toEqual({ value: { input: { seen: raw } } });
    },
  );

  it('is one of as many as the kind allows', () => {
    requireItemCount(slow, 2);
    expect(refusalOf(() => requireItemCount(slow, 3))).toEqual(['BATCH_TOO_LARGE']);
  });

  it('is refused with its faults', () => {
    expect(requireValid({ value: 1 })).toBe(1);
    expect(refusalOf(() => requireValid({ faults: [fault('a', '', 1, 'x')] }))).toEqual(['VALIDATION_ERROR', 'a x']);
  });
});
