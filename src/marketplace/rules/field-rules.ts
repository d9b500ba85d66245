import { ROLES } from '../../accounts/rights/actor.js';
import { isOrderStatus, ORDER_STATUSES } from './order-status.js';
import { MAX_PRICE, readPrice } from './price.js';

/** How a field is parsed: its value for the column, or undefined when it is invalid; `takes` describes valid values. */
export interface FieldRule {
  readonly read: (value: unknown) => unknown;
  readonly takes: string;
}

const text = (min: number, max: number): FieldRule => ({
  read: (value) => (typeof value === 'string' && value.length <= max && value.trim().length >= min ? value : undefined),
  takes: min === 0 ? `a string of at most ${max} characters` : `a string of ${min} to ${max} characters`,
});

const oneOf = (allowed: readonly string[]): FieldRule => ({
  read: (value) => allowed.find((word) => word === value),
  takes: `one of ${allowed.join(', ')}`,
});

const flag: FieldRule = {
  read: (value) => (typeof value === 'boolean' ? value : undefined),
  takes: 'true or false',
};

export const ORDER_STATUS: FieldRule = {
  read: (value) => (isOrderStatus(value) ? value : undefined),
  takes: `one of ${ORDER_STATUSES.join(', ')}`,
};

export const PRICE: FieldRule = {
  read: readPrice,
  takes: `a number or a decimal string from 0 to ${MAX_PRICE} with at most two fraction digits`,
};

/**
 * A loose check on purpose: only delivery proves an address. One @, text before it, a dot in the part after it. ASCII
 * only, so that lower case means the same here and in the database's unique index.
 */
const EMAIL: FieldRule = {
  read: (value) =>
    typeof value === 'string' && value.length <= 254 && /^[!-?A-~]{1,64}@[!-\-/-?A-~]+(\.[!-\-/-?A-~]+)+$/.test(value)
      ? value
      : undefined,
  takes: 'an e-mail address of at most 254 characters',
};

const PHONE: FieldRule = {
  read: (value) =>
    value === null || (typeof value === 'string' && /^\+?[0-9 ().-]{3,40}$/.test(value)) ? value : undefined,
  takes: 'a phone number of 3 to 40 digits, spaces and + ( ) . -, or null',
};

export const NOTES = text(0, 2000);
export const NAME = text(1, 200);
export const DESCRIPTION = text(0, 4000);
export const FLAG = flag;
export const USER_NAME = NAME;
export const USER_EMAIL = EMAIL;
export const USER_PHONE = PHONE;
export const USER_ROLE = oneOf(ROLES);
/** Never reached: no role has the right to set such a field. */
export const NEVER: FieldRule = { read: () => undefined, takes: 'omitted' };
