import type { Actor } from '../../accounts/rights/actor.js';
import { requireScope } from '../../accounts/rights/scopes.js';
import { AppError, invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { submitScopeOf } from '../model/kinds/declared-kinds.js';
import type { Checked } from '../model/kinds/kind.js';
import { type AnyHandler, type HandlerRegistry, isBackground } from '../model/handlers/handler-registry.js';
import type { BatchExtras, SubmittedItem } from '../model/items/submission.js';
import type { RunLimits } from '../submit/submission-store.js';
import { readObject } from '../request/envelope.js';
import { toExtras } from '../request/batch-extras.dto.js';
import { extrasFaults, readExtras } from '../request/item-extras.js';
import { SubmitEnvelopeDto } from './submit.dto.js';

/** An envelope that passed the common checks and those of its kind. */
export interface ReadEnvelope {
  readonly handler: AnyHandler;
  readonly options: object;
  readonly extras: BatchExtras;
  readonly limits: Partial<RunLimits>;
}

/** Checks the envelope of a line stream or of a file. Throws VALIDATION_ERROR. */
export const parseEnvelope = (raw: unknown): SubmitEnvelopeDto => readObject(SubmitEnvelopeDto, raw);

/** Checks an envelope with the rules of its kind. Throws FORBIDDEN without the kind's scope, and VALIDATION_ERROR. */
export function checkEnvelope(dto: SubmitEnvelopeDto, actor: Actor, registry: HandlerRegistry): ReadEnvelope {
  requireScope(actor, submitScopeOf(dto.kind));
  const handler = registry.find(dto.kind);
  if (handler === undefined) throw invalid([fault('kind', 'is not available in this installation', dto.kind, 'enum')]);
  const checked: Checked<object> = handler.kind.checkOptions(dto.options ?? {});
  const faults = [
    ...('faults' in checked ? checked.faults.map((found) => ({ ...found, field: join('options', found.field) })) : []),
    ...limitFaults(dto, handler),
  ];
  if (faults.length > 0 || !('value' in checked)) throw invalid(faults);
  return {
    handler,
    options: checked.value,
    extras: toExtras(dto),
    limits: {
      ...definedOnly({ maxConcurrent: dto.max_concurrent }),
      ...(dto.timeout_seconds === undefined ? {} : { timeoutMs: dto.timeout_seconds * 1000 }),
    },
  };
}

/** Throws BATCH_TOO_LARGE when a batch of the kind has more items than the kind allows. */
export function requireItemCount({ kind }: AnyHandler, count: number): void {
  if (count <= kind.maxItems) return;
  throw new AppError('BATCH_TOO_LARGE', `A batch of ${kind.name} has at most ${kind.maxItems} items.`, {
    details: { field: 'items', limit: kind.maxItems, value: count },
  });
}

/** Checks one item: `ref` and `metadata` by the common rules, the rest by the kind's. */
export function checkSubmitted(handler: AnyHandler, raw: unknown): Checked<SubmittedItem<object>> {
  if (!isPlainObject(raw) || extrasFaults(raw).length > 0) return toItem(handler.kind.checkItem(raw), {});
  const input = Object.fromEntries(Object.entries(raw).filter(([key]) => key !== 'ref' && key !== 'metadata'));
  return toItem(handler.kind.checkItem(input), readExtras(raw));
}

function toItem(
  checked: Checked<object>,
  extras: Omit<SubmittedItem<object>, 'input'>,
): Checked<SubmittedItem<object>> {
  return 'value' in checked ? { value: { input: checked.value, ...extras } } : checked;
}

/**
 * Transactional kinds run items one after the other and without a time limit per item; background kinds are never
 * atomic.
 */
function limitFaults(dto: SubmitEnvelopeDto, handler: AnyHandler): readonly ValidationFault[] {
  const background = isBackground(handler) ? handler.kind.background : undefined;
  const faults: ValidationFault[] = [];
  const refuse = (field: keyof SubmitEnvelopeDto, max: number): void => {
    const value = dto[field];
    if (typeof value === 'number' && value > max)
      faults.push(fault(field, `must be at most ${max} for ${dto.kind}`, value, 'less_than_equal'));
  };
  refuse('max_concurrent', background?.concurrency.max ?? 1);
  if (background !== undefined) refuse('timeout_seconds', Math.floor(background.timeoutMs.max / 1000));
  else if (dto.timeout_seconds !== undefined)
    faults.push(fault('timeout_seconds', `does not apply to ${dto.kind}`, dto.timeout_seconds, 'unknown_field'));
  if (background !== undefined && dto.atomic === true)
    faults.push(fault('atomic', `does not apply to ${dto.kind}`, true, 'unknown_field'));
  return faults;
}

const join = (parent: string, child: string): string => (child === '' ? parent : `${parent}.${child}`);

/** The value of a check. Throws VALIDATION_ERROR. */
export function requireValid<T>(checked: Checked<T>): T {
  if ('faults' in checked) throw invalid(checked.faults);
  return checked.value;
}
