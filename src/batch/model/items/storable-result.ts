import type { ItemError } from '../../../platform/errors/app-error.js';
import { cleanJson, cutText, isClean } from '../../../platform/text/clean-text.js';
import { failed, type Outcome, succeeded } from './item.js';

/** Largest stored result of an item, and details of its error, in bytes. */
const OUTPUT_BYTES = 256 * 1024;
/** Longest stored message of an error, and beginning of a result that is too large, in characters. */
const TEXT_LENGTH = 10_000;

/**
 * Converts a result to one that PostgreSQL can store, so that, for example, a page title with NUL does not make the
 * item fail. A result above 256 KiB is replaced by `{ truncated: true, beginning }` with its first 10,000 characters.
 */
export function storable(output: object): object {
  const clean = cleanJson(output);
  if (Buffer.byteLength(clean) <= OUTPUT_BYTES) return JSON.parse(clean) as object;
  return { truncated: true, beginning: clean.slice(0, TEXT_LENGTH).toWellFormed() };
}

/**
 * Converts an error to one that PostgreSQL can store. Of the message stay 10,000 characters; details above 256 KiB, and
 * such as JSON cannot express, are left out.
 */
export function storableError({ code, message, details }: ItemError): ItemError {
  const kept = details === undefined ? undefined : storableDetails(details);
  return { code, message: cutText(message, TEXT_LENGTH), ...(kept === undefined ? {} : { details: kept }) };
}

function storableDetails(details: NonNullable<ItemError['details']>): ItemError['details'] {
  try {
    const clean = cleanJson(details);
    return Buffer.byteLength(clean) <= OUTPUT_BYTES ? (JSON.parse(clean) as ItemError['details']) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An outcome of an item that is written in its transaction, as PostgreSQL can store it; one that is so already stays
 * the same object. Its size is bounded by what the item was given. Throws when JSON cannot express the output.
 */
export function storableOutcome<Output>(outcome: Outcome<Output>): Outcome<Output> {
  if (outcome.status === 'failed') return failed(storableError(outcome.error));
  const text = JSON.stringify(outcome.output) as string | undefined;
  if (text === undefined || isClean(text)) return outcome;
  return succeeded(JSON.parse(cleanJson(outcome.output as object)) as Output);
}
