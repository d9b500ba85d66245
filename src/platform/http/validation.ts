import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, invalid, type ValidationFault } from '../errors/app-error.js';

/** Our kinds of fault (in the vocabulary of seed S4) for the constraints of class-validator. */
export const ERROR_TYPES: Readonly<Record<string, string>> = {
  arrayMinSize: 'too_short',
  arrayMaxSize: 'too_long',
  arrayNotEmpty: 'too_short',
  arrayUnique: 'duplicate',
  isArray: 'list_type',
  isBoolean: 'bool_type',
  isDateString: 'datetime_parsing',
  isEmail: 'email',
  isIn: 'enum',
  isInt: 'int_type',
  isIso8601: 'datetime_parsing',
  isNumber: 'float_type',
  isObject: 'dict_type',
  isPrice: 'decimal_parsing',
  isString: 'string_type',
  isUrl: 'url_parsing',
  isUuid: 'uuid_parsing',
  matches: 'pattern',
  max: 'less_than_equal',
  maxLength: 'too_long',
  min: 'greater_than_equal',
  minLength: 'too_short',
  nestedValidation: 'dict_type',
  storableInstant: 'datetime_parsing',
  undisguisedText: 'invalid_characters',
  visibleText: 'too_short',
  whitelistValidation: 'unknown_field',
};

/** The constraint worth telling when a value breaks several: the type before the range. */
const PRECEDENCE = [
  'whitelistValidation',
  'isArray',
  'isObject',
  'isString',
  'isEmail',
  'isUrl',
  'isUuid',
  'isIso8601',
  'isInt',
  'isNumber',
  'isBoolean',
  'isIn',
  'nestedValidation',
];

/** The one pipe for DTOs: unknown fields are refused, types are never converted in bodies. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => refuse(errors),
  });

function refuse(errors: readonly ValidationError[]): AppError {
  const faults = errors.flatMap((error) => faultsOf(error, ''));
  return invalid(faults.length > 0 ? faults : [notAnObject(errors[0]?.target)]);
}

/** A body that is not a JSON object at all. */
export const notAnObject = (value: unknown): ValidationFault => ({
  field: 'body',
  message: 'must be a JSON object',
  invalid_value: cut(value),
  error_type: 'not_an_object',
});

/** Every fault that class-validator found, nested ones with their path. */
export function faultsOf(error: ValidationError, prefix: string): ValidationFault[] {
  // forbidUnknownValues reports a non-object body under an undefined property.
  if ((error.property as string | undefined) === undefined) return [notAnObject(error.target)];
  const field = `${prefix}${error.property}`;
  const nested = (error.children ?? []).flatMap((child) => faultsOf(child, `${field}.`));
  const constraints = Object.entries(error.constraints ?? {});
  if (constraints.length === 0) return nested;
  const [name, message] = pick(constraints);
  const missing = error.value === undefined && name !== 'whitelistValidation';
  const own: ValidationFault = {
    field,
    message: missing ? 'Field required' : readable(message, error.property),
    invalid_value: cut(error.value),
    error_type: missing ? 'missing' : (ERROR_TYPES[name] ?? name),
  };
  return [own, ...nested];
}

function pick(constraints: readonly (readonly [string, string])[]): readonly [string, string] {
  const ranked = PRECEDENCE.flatMap((name) => constraints.filter(([constraint]) => constraint === name));
  return ranked[0] ?? constraints[0] ?? ['invalid', 'is not valid'];
}

/** class-validator begins its messages with the property's name; the field is told apart from the message here. */
const readable = (message: string, property: string): string =>
  message === `property ${property} should not exist`
    ? 'is not a known field'
    : message.replace(new RegExp(`^(each value in )?${escape(property)} `), (_, each?: string) =>
        each === undefined ? '' : 'each value ',
      );

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a parsed JSON value is an object, not a list. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** User and password of an address, in a text or in JSON. */
const CREDENTIALS = /\/\/[^/?#\s"\\]*@/g;
const withoutCredentials = (text: string): string => text.replace(CREDENTIALS, '//[removed]@');

/** What callers sent, bounded: long text is cut, big structures are left out. Passwords in addresses are not repeated. */
export function cut(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'string') return withoutCredentials(value.slice(0, 4096)).slice(0, 200);
  if (typeof value !== 'object' || value === null) return value;
  const text = withoutCredentials(JSON.stringify(value));
  return text.length <= 200 ? (JSON.parse(text) as unknown) : `${text.slice(0, 200)}…`;
}
