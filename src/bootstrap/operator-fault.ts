import { FeatureError } from '../platform/errors/feature-error.js';
import { DatabaseUnreachableError } from './database-fault.js';
import { ConfigError } from '../platform/config/config.js';
import { DataDirLockedError } from '../platform/database/data-dir-lock.js';
import { DataDirUnusableError, DataDirVersionError } from '../platform/database/embedded-database.js';
import { SchemaOutdatedError } from '../platform/database/schema.js';
import { UnfitServerError } from '../platform/database/server-checks.js';
import { PortUnusableError } from '../platform/egress/require-free-port.js';

/** Errors that the operator can fix: printed as a message without a stack. */
const OPERATOR_ERRORS = [
  ConfigError,
  DatabaseUnreachableError,
  DataDirLockedError,
  DataDirUnusableError,
  DataDirVersionError,
  FeatureError,
  PortUnusableError,
  SchemaOutdatedError,
  UnfitServerError,
];

/** Exit code of a fault that the operator can fix (sysexits.h). */
const EX_CONFIG = 78;

/**
 * Runs the main function of an entry point. An exception is printed and ends the process: with exit code 78 when
 * the operator can fix it, else with 1.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isOperators = OPERATOR_ERRORS.some((known) => error instanceof known);
    process.stderr.write(`${isOperators ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exit(isOperators ? EX_CONFIG : 1);
  }
}
