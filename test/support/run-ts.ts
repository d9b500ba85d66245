import { join } from 'node:path';

/** Node flags with which threads and child processes under test run the TypeScript source. */
export const RUN_TS: readonly string[] = ['-r', join(__dirname, '../../tools/run-ts.cjs')];
