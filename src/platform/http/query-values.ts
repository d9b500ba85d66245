import { Transform } from 'class-transformer';
import { IsISO8601, Matches } from 'class-validator';

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A query parameter of plain digits as a number; every other text stays as it is, for the range checks to refuse. */
export const QueryInteger = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );

/** A query parameter that is `true` or `false`; every other text stays as it is, for IsBoolean to refuse. */
export const QueryBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** A date or instant in ISO 8601; week and ordinal dates, which the database cannot read, are refused. */
export function IsInstant(): PropertyDecorator {
  const checks = [
    Matches(INSTANT, { message: '$property must be a date or instant in ISO 8601' }),
    IsISO8601({ strict: true }, { message: '$property must be a date or instant in ISO 8601' }),
  ];
  return (target, property) => checks.forEach((check) => check(target, property));
}

/** An instant for the database; a time without a zone is taken as UTC. Null when there is none. */
export function instant(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  const hasZone = !text.includes('T') || /(Z|[+-]\d{2}:\d{2})$/.test(text);
  return new Date(hasZone ? text : `${text}Z`).toISOString();
}

/** A text for LIKE in which the wildcards mean themselves. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
