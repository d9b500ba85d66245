import { setFlagsFromString } from 'node:v8';

/**
 * How long a function of the embedded database runs before V8 optimises it, about in bytes of its code: the default of
 * V8 in Node 24. That of older ones, a seventh, has a start optimise what only starts run: 1 s of processor time
 * (measured).
 */
const BUDGET = 13_000_000;
const FIRST_WITH_BUDGET = 24;

/**
 * Has V8 optimise the embedded database no earlier than it pays. A flag of the whole process, and part of what V8
 * compares before it takes a code cache: set before the bundle is read, and by every thread that opens the database.
 */
export function optimiseLater(): void {
  if (Number.parseInt(process.versions.node, 10) < FIRST_WITH_BUDGET)
    setFlagsFromString(`--wasm-tiering-budget=${BUDGET}`);
}
