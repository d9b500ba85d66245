import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Feature, registerFeature } from '../batch/model/kinds/feature.js';
import { DEFINED, isDefinedHere } from '../batch/model/kinds/define-feature.js';
import { registerFeatures } from '../features.js';
import { loadModuleNames } from '../platform/config/config.js';
import { FeatureError } from '../platform/errors/feature-error.js';

/**
 * Registers the features of this package, then those of the modules that BATCHWRIGHT_MODULES names, before the
 * configuration is read: their settings, scopes and error codes are part of it. Throws `FeatureError` for a module that
 * cannot be loaded.
 */
export async function loadFeatures(): Promise<void> {
  registerFeatures();
  for (const name of loadModuleNames()) registerFeature(await load(name));
}

async function load(name: string): Promise<Feature> {
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(find(name)).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FeatureError(`The module ${name} of BATCHWRIGHT_MODULES cannot be loaded: ${reason}`, { cause: error });
  }
  const feature = exported(loaded);
  if (feature === undefined)
    throw new FeatureError(
      `The module ${name} of BATCHWRIGHT_MODULES exports no feature: let its default export be defineFeature({ … }).`,
    );
  if (!isDefinedHere(feature))
    throw new FeatureError(
      `The module ${name} of BATCHWRIGHT_MODULES uses another copy of batchwright than the one that starts; install both in one folder.`,
    );
  return feature as Feature;
}

/** The file of a path or package, as seen from the working directory. */
function find(name: string): string {
  const here = process.cwd();
  const { resolve: resolvePackage } = createRequire(join(here, 'modules.js'));
  return resolvePackage(name.startsWith('.') || isAbsolute(name) ? resolve(here, name) : name);
}

/** The default export, of an ES module or of one that was compiled to CommonJS. */
function exported(loaded: unknown): object | undefined {
  for (let value = loaded, depth = 0; depth < 3; depth += 1) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (DEFINED in value) return value;
    value = (value as { readonly default?: unknown }).default;
  }
  return undefined;
}
