import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { optimiseLater } from '../platform/database/optimise-later.js';

/** The service in one file, made by the build, which takes a third of the processor time to load (measured). */
const BUNDLE = join(__dirname, '..', '..', 'bundle', 'service.cjs');

/** V8's compiled form of it. V8 refuses it under another version or other flags, and compiles the text then. */
const CODE_CACHE = `${BUNDLE}.cache`;

type Program = typeof import('./start.js');

/**
 * Loads the service: from its bundle, or from its modules where there is no bundle, and where modules from outside are
 * to be loaded, which must share their libraries with the service.
 */
export function loadProgram(): Program {
  // Read here, because the configuration is part of what is to be loaded.
  const hasModules = (process.env['BATCHWRIGHT_MODULES'] ?? '').trim() !== '';
  if (hasModules || !existsSync(BUNDLE)) return createRequire(__filename)('./start.js') as Program;
  return runBundle(readBundle());
}

/** The bundle, compiled as far as the code cache goes; V8 tells in `cachedDataRejected` whether it took that. */
export const readBundle = (): Script => compile(existsSync(CODE_CACHE) ? readFileSync(CODE_CACHE) : undefined);

/**
 * Writes the code cache after a start in this process, with its settings: with all functions that a start calls, for V8
 * compiles a function only when it is called. The service goes on.
 */
export async function cacheBundle(): Promise<void> {
  const script = compile(undefined);
  await runBundle(script).start();
  writeFileSync(CODE_CACHE, script.createCachedData());
  // The embedded database lets nobody else read what its process writes.
  chmodSync(CODE_CACHE, 0o644);
}

/** The build writes ASCII, which V8 takes over without decoding it. */
function compile(cachedData: Buffer | undefined): Script {
  optimiseLater();
  const text = readFileSync(BUNDLE, 'latin1');
  return new Script(text, { filename: BUNDLE, ...(cachedData === undefined ? {} : { cachedData }) });
}

/** Runs it as Node runs a CommonJS module. */
function runBundle(script: Script): Program {
  const module = { exports: {} };
  const wrapper = script.runInThisContext() as (...parts: readonly unknown[]) => void;
  wrapper.call(module.exports, module.exports, createRequire(BUNDLE), module, BUNDLE, dirname(BUNDLE));
  return module.exports as Program;
}
