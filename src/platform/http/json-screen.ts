import type { ValidationFault } from '../errors/app-error.js';
import { VALUE_LIMITS } from './json-values.js';

/** Limits of any JSON body; the number of its values is limited separately, before parsing. */
export const JSON_LIMITS = { depth: 32, keys: 200, stringBytes: 8192 } as const;

/** Keys that reach an object's prototype when a careless merge copies them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

interface Frame {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string | number | undefined;
  readonly parent: Frame | undefined;
}

/**
 * Checks a parsed JSON value before anything recursive reads it: depth (30 KB nested 5,000 deep overflow the stack
 * of class-transformer and JSON.stringify, measured), keys per object, forbidden keys, NUL and lone surrogates
 * (PostgreSQL rejects or silently changes them), too long strings, numbers that JSON allows and a double cannot
 * hold. An item, that is an element of a list in the root, has its own limits. Walks without recursion, one item
 * after the other, and stops at the first fault.
 */
export function screenJson(root: unknown): ValidationFault | undefined {
  const stack: Frame[] = [{ value: root, depth: 0, key: undefined, parent: undefined }];
  const item: ItemCount = { frame: undefined, values: 0 };
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const fault = checkValue(frame) ?? checkSize(frame, item);
    if (fault !== undefined) return fault;
    const { value, depth } = frame;
    if (Array.isArray(value)) {
      for (let at = value.length - 1; at >= 0; at -= 1) push(stack, value[at], depth + 1, at, frame);
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        const bad = checkKey(key, frame);
        if (bad !== undefined) return bad;
        push(stack, (value as Record<string, unknown>)[key], depth + 1, key, frame);
      }
    }
  }
  return undefined;
}

/** Depth of the elements of the lists in the root. */
const ITEM_DEPTH = 2;

/** Values counted so far in the current item; deeper values belong to it. */
interface ItemCount {
  frame: Frame | undefined;
  values: number;
}

function checkSize(frame: Frame, item: ItemCount): ValidationFault | undefined {
  const { value, depth, parent } = frame;
  if (depth === ITEM_DEPTH) [item.frame, item.values] = [Array.isArray(parent?.value) ? frame : undefined, 1];
  if (item.frame === undefined || depth < ITEM_DEPTH || typeof value !== 'object' || value === null) return undefined;
  item.values += Array.isArray(value) ? value.length : Object.keys(value).length;
  return item.values > VALUE_LIMITS.item ? tooManyValues(stepsOf(item.frame)) : undefined;
}

/** Skips null and booleans, which need no check: most values of a body are small numbers and booleans. */
function push(stack: Frame[], value: unknown, depth: number, key: string | number, parent: Frame): void {
  if (value === null || typeof value === 'boolean') return;
  stack.push({ value, depth, key, parent });
}

function checkValue(frame: Frame): ValidationFault | undefined {
  const { value } = frame;
  if (typeof value === 'string') return checkText(value, frame);
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? undefined
      : fault(frame, 'must be a number that a 64-bit float can hold', null, 'finite_number');
  if (typeof value !== 'object' || value === null) return undefined;
  if (frame.depth >= JSON_LIMITS.depth) return tooDeep(stepsOf(frame));
  if (Array.isArray(value)) return undefined;
  const count = Object.keys(value).length;
  return count > JSON_LIMITS.keys
    ? fault(frame, `must not have more than ${JSON_LIMITS.keys} keys, has ${count}`, null, 'too_many_keys')
    : undefined;
}

function checkKey(key: string, parent: Frame): ValidationFault | undefined {
  const frame: Frame = { value: undefined, depth: parent.depth, key, parent };
  if (FORBIDDEN_KEYS.has(key)) return fault(frame, 'is a forbidden key', null, 'forbidden_key');
  return checkText(key, frame);
}

function checkText(text: string, frame: Frame): ValidationFault | undefined {
  if (text.includes('\u0000') || !text.isWellFormed())
    return fault(frame, 'must not contain NUL or a lone surrogate', null, 'invalid_characters');
  // A UTF-16 unit takes at most three bytes in UTF-8, so short strings need no count.
  if (text.length * 3 > JSON_LIMITS.stringBytes && Buffer.byteLength(text) > JSON_LIMITS.stringBytes)
    return fault(
      frame,
      `must not be longer than ${JSON_LIMITS.stringBytes} bytes`,
      text.slice(0, 200),
      'string_too_long',
    );
  return undefined;
}

function fault(frame: Frame, message: string, invalidValue: unknown, type: string): ValidationFault {
  return { field: fieldOf(stepsOf(frame)), message, invalid_value: invalidValue, error_type: type };
}

function stepsOf(frame: Frame): readonly string[] {
  const steps: string[] = [];
  for (let at: Frame | undefined = frame; at?.key !== undefined; at = at.parent) steps.push(String(at.key));
  return steps.reverse();
}

/** A value that is nested deeper than any may be; the body when it is not known which. */
export const tooDeep = (steps: readonly string[] = []): ValidationFault => ({
  field: fieldOf(steps),
  message: `must not be nested deeper than ${JSON_LIMITS.depth} levels`,
  invalid_value: null,
  error_type: 'too_deep',
});

/** A value that is larger than an element of a list in the root may be. */
export const tooManyValues = (steps: readonly string[]): ValidationFault => ({
  field: fieldOf(steps),
  message: `must not hold more than ${VALUE_LIMITS.item} values`,
  invalid_value: null,
  error_type: 'too_many_values',
});

/** `items.3.data.email`; `body` for the root. A path is cut at eight steps, which is enough to find the field. */
function fieldOf(steps: readonly string[]): string {
  const path = steps
    .slice(0, 8)
    .map((step) => step.slice(0, 100))
    .join('.');
  return path === '' ? 'body' : path.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
