import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, invalid, type ValidationFault } from '../errors/app-error.js';
import { cut, fault } from './faults.js';

/** The `error_type` of each class-validator constraint. */
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

/** The constraint to report when a value breaks several: the type before the range. */
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

/** The only validation pipe for DTOs: unknown fields are rejected, types in bodies are never converted. */
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

/** The fault of a body that is not a JSON object. */
export const notAnObject = (value: unknown): ValidationFault =>
  fault('body', 'must be a JSON object', value, 'not_an_object');

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

/** Removes the property's name from the start of class-validator's messages: the field is reported separately. */
const readable = (message: string, property: string): string =>
  message === `property ${property} should not exist`
    ? 'is not a known field'
    : message.replace(new RegExp(`^(each value in )?${escape(property)} `), (_, each?: string) =>
        each === undefined ? '' : 'each value ',
      );

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
