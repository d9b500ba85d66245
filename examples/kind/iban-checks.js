// @ts-check
import {
  AppConfig,
  BackgroundHandler,
  commaList,
  declareSettings,
  defineFeature,
  fault,
  isPlainObject,
  kindError,
  permanent,
} from 'batchwright/kind';
import { compact, hasRightChecksum, lengthOf } from './iban.js';
import { CreateIbanChecks1764000000001 } from './migrations.js';

/**
 * @typedef {{ readonly iban: string }} IbanInput
 * @typedef {{ readonly countries: readonly string[] }} IbanOptions
 * @typedef {{ readonly iban: string, readonly country: string, readonly account: string }} IbanOutput
 */

/** Environment variables of the feature, read at the start with those of the service. */
const settings = declareSettings({
  IBAN_COUNTRIES: commaList
    .refine(
      (countries) => countries.every((country) => lengthOf(country) !== undefined),
      'must be countries with IBANs',
    )
    .describe('Comma-separated countries whose IBANs are accepted, such as DE,FR; empty = all'),
});

/** Codes of failed items. `permanent`: another attempt would end the same. */
const errors = {
  IBAN_COUNTRY: permanent(422, 'ValueError', 'The country has no IBANs, or is not accepted.'),
  IBAN_LENGTH: permanent(422, 'ValueError', 'The IBAN has not the length of its country.'),
  IBAN_CHECKSUM: permanent(422, 'ValueError', 'The check digits are wrong: a character is mistyped.'),
};

/**
 * What the kind is, before anything runs.
 * @type {import('batchwright/kind').KindDeclaration}
 */
const IBAN_CHECKS = {
  name: 'iban_checks',
  title: 'IBAN checks',
  scopes: { submit: 'iban:write', read: 'iban:read' },
  publicId: 'uuid',
  maxItems: 1_000,
  background: {
    concurrency: { default: 10, max: 100 },
    timeoutMs: { default: 5_000, max: 60_000 },
    attempts: 3,
  },
  schema: {
    item: {
      type: 'object',
      required: ['iban'],
      properties: { iban: { type: 'string', maxLength: 60, example: 'DE89 3704 0044 0532 0130 00' } },
    },
    options: {
      type: 'object',
      properties: {
        countries: { type: 'array', items: { type: 'string' }, description: 'Accepted countries; all when empty.' },
      },
    },
  },
};

/**
 * Checks one item when it is submitted, or corrected by a retry.
 * @param {unknown} raw
 * @returns {import('batchwright/kind').Checked<IbanInput>}
 */
function checkItem(raw) {
  if (!isPlainObject(raw)) return { faults: [fault('', 'must be an object', raw, 'dict_type')] };
  const { iban, ...unknown } = raw;
  const faults = Object.entries(unknown).map(([field, value]) =>
    fault(field, 'is not a known field', value, 'unknown'),
  );
  if (typeof iban !== 'string') faults.push(fault('iban', 'must be a string', iban, 'string_type'));
  else if (iban.length > 60) faults.push(fault('iban', 'must have at most 60 characters', iban, 'too_long'));
  return faults.length > 0 || typeof iban !== 'string' ? { faults } : { value: { iban } };
}

/**
 * Checks the options and adds the defaults; the result is stored with the batch.
 * @param {unknown} raw
 * @returns {import('batchwright/kind').Checked<IbanOptions>}
 */
function checkOptions(raw) {
  if (!isPlainObject(raw)) return { faults: [fault('', 'must be an object', raw, 'dict_type')] };
  const { countries = [], ...unknown } = raw;
  const [field] = Object.keys(unknown);
  if (field !== undefined) return { faults: [fault(field, 'is not a known field', unknown[field], 'unknown')] };
  if (Array.isArray(countries) && countries.every((country) => lengthOf(country) !== undefined))
    return { value: { countries } };
  return { faults: [fault('countries', 'must be a list of countries with IBANs', countries, 'enum')] };
}

/** @extends {BackgroundHandler<IbanInput, IbanOptions, IbanOutput>} */
class IbanHandler extends BackgroundHandler {
  /** @type {import('batchwright/kind').Kind<IbanInput, IbanOptions>} */
  kind = {
    ...IBAN_CHECKS,
    checkItem,
    checkOptions,
    // Columns of the export besides those of every item; without them the fields of the results.
    exportColumns: [
      { header: 'country', value: ({ output }) => /** @type {IbanOutput | null} */ (output)?.country },
      { header: 'account', value: ({ output }) => /** @type {IbanOutput | null} */ (output)?.account },
    ],
    inputFields: { paths: ['iban'], isComplete: true },
  };

  /** @param {readonly string[]} countries accepted in this installation; all when empty */
  constructor(countries) {
    super();
    this.countries = countries;
  }

  /**
   * Works on one item, outside of any transaction; may run again after a crash. What it throws decides how the item
   * ends.
   * @param {IbanInput} input
   * @param {import('batchwright/kind').Attempt<IbanOptions>} attempt
   * @returns {Promise<IbanOutput>}
   */
  async run(input, attempt) {
    attempt.step('checking');
    const iban = compact(input.iban);
    const country = iban.slice(0, 2);
    const length = lengthOf(country);
    for (const accepted of [this.countries, attempt.options.countries])
      if (length === undefined || (accepted.length > 0 && !accepted.includes(country)))
        throw kindError('IBAN_COUNTRY', `IBANs of ${JSON.stringify(country)} are not accepted.`);
    if (iban.length !== length)
      throw kindError('IBAN_LENGTH', `An IBAN of ${country} has ${length} characters, this one ${iban.length}.`);
    if (!/^[A-Z0-9]+$/.test(iban) || !hasRightChecksum(iban)) throw kindError('IBAN_CHECKSUM');
    return { iban, country, account: iban.slice(4) };
  }

  /**
   * Stores rows of the feature in the transaction that records the results: both are there, or neither.
   * @param {readonly import('batchwright/kind').EndedItem<IbanInput, IbanOutput>[]} ended
   * @param {import('batchwright/kind').EntityManager} tx
   */
  async save(ended, tx) {
    for (const { batchId, index, outcome } of ended) {
      const country = outcome.status === 'succeeded' ? outcome.output.country : null;
      await tx.query(
        `INSERT INTO iban_checks (batch_id, index, country) VALUES ($1, $2, $3)
         ON CONFLICT (batch_id, index) DO UPDATE SET country = excluded.country`,
        [batchId, index, country],
      );
    }
  }
}

/** The Nest module, written without decorators: plain JavaScript has none. */
const module = {
  module: class IbanModule {},
  providers: [
    {
      provide: IbanHandler,
      inject: [AppConfig],
      /** @param {AppConfig} config */
      useFactory: (config) => new IbanHandler(settings.of(config).IBAN_COUNTRIES),
    },
  ],
};

export default defineFeature({
  name: 'iban',
  module,
  scopes: ['iban:read', 'iban:write'],
  kinds: [IBAN_CHECKS],
  errors,
  settings,
  migrations: [CreateIbanChecks1764000000001],
});
