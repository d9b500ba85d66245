import { Transform } from 'class-transformer';
import { IsISO8601, Matches, ValidateBy } from 'class-validator';

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Converts a query parameter of plain digits to a number; other text stays unchanged for the range checks to
 * reject.
 */
export const QueryInteger = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );

/** Converts a query parameter `true` or `false`; other text stays unchanged for IsBoolean to reject. */
export const QueryBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** A date or instant in ISO 8601; week and ordinal dates, which the database cannot parse, are rejected. */
export function IsInstant(): PropertyDecorator {
  const checks = [
    Matches(INSTANT, { message: '$property must be a date or instant in ISO 8601' }),
    IsISO8601({ strict: true }, { message: '$property must be a date or instant in ISO 8601' }),
    ValidateBy({
      name: 'storableInstant',
      validator: {
        validate: (value) => typeof value === 'string' && isStorable(utc(value)),
        defaultMessage: () => '$property must lie in the years 1 to 9999 of UTC',
      },
    }),
  ];
  return (target, property) => checks.forEach((check) => check(target, property));
}

/** The instants that both the database and ISO 8601 with a four-digit year can represent. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether an instant is within the years 1 to 9999 of UTC, whatever its own time zone. */
export const isStorable = (at: Date): boolean => at.getTime() >= EARLIEST && at.getTime() <= LATEST;

/** An instant for the database; a time without a zone is taken as UTC. Null when there is none. */
export function instant(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  return utc(text).toISOString();
}

/** A time without a zone is taken as UTC. */
const utc = (text: string): Date =>
  new Date(!text.includes('T') || /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);

/** A text for LIKE in which the wildcards mean themselves. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
