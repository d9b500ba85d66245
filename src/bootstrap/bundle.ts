import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The service in one file, made by the build, which takes a third of the processor time to load (measured). */
const BUNDLE = join(__dirname, '..', '..', 'bundle', 'service.cjs');

/** V8's compiled form of it. V8 refuses it under another version or other flags, and compiles the text then. */
const CODE_CACHE = `${BUNDLE}.cache`;

type Program = typeof import('./start.js');

/**
 * Loads the service: from its bundle, or from its modules where there is no bundle, and where modules from outside are to be
 * loaded, which must share their libraries with the service.
 */
export function loadProgram(): Program {
  // Read here, because the configuration is part of what is to be loaded.
  const hasModules = (process.env['BATCHWRIGHT_MODULES'] ?? '').trim() !== '';
  if (hasModules || !existsSync(BUNDLE)) return createRequire(__filename)('./start.js') as Program;
  return runBundle(compile(existsSync(CODE_CACHE) ? readFileSync(CODE_CACHE) : undefined));
}

/** Writes the code cache: with all functions that loading runs, which V8 compiles only when they are called. */
export function cacheBundle(): void {
  const script = compile(undefined);
  runBundle(script);
  writeFileSync(CODE_CACHE, script.createCachedData());
}

const compile = (cachedData: Buffer | undefined): Script =>
  new Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(BUNDLE, 'utf8')}\n})`, {
    filename: BUNDLE,
    ...(cachedData === undefined ? {} : { cachedData }),
  });

/** Runs it as Node runs a CommonJS module. */
function runBundle(script: Script): Program {
  const module = { exports: {} };
  const wrapper = script.runInThisContext() as (...parts: readonly unknown[]) => void;
  wrapper.call(module.exports, module.exports, createRequire(BUNDLE), module, BUNDLE, dirname(BUNDLE));
  return module.exports as Program;
}
