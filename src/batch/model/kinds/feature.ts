import type { DynamicModule, Type } from '@nestjs/common';
import { declareScopes, type ScopeName } from '../../../accounts/rights/scopes.js';
import type { FeatureSettings } from '../../../platform/config/feature-settings.js';
import { declareMigrations, type MigrationClass } from '../../../platform/database/feature-migrations.js';
import { declareErrors, type ErrorSpec } from '../../../platform/errors/app-error.js';
import { FeatureError } from '../../../platform/errors/feature-error.js';
import { declareKind } from './declared-kinds.js';
import type { KindDeclaration } from './kind.js';

/** All that a feature brings along: its Nest module and what has to be known before that is instantiated. */
export interface Feature {
  /** Lower-case words with hyphens; unique among the loaded features. */
  readonly name: string;
  /** The Nest module that provides a handler of each kind; it may have controllers of its own. */
  readonly module: Type | DynamicModule;
  /** Scopes that keys can have for the feature's routes and kinds. */
  readonly scopes: readonly ScopeName[];
  readonly kinds: readonly KindDeclaration[];
  /** Error codes of its own, in capitals; see `permanent`, `transient` and `throttled`. */
  readonly errors?: Readonly<Record<string, ErrorSpec>>;
  /** Environment variables of its own, made by `declareSettings`. */
  readonly settings?: FeatureSettings;
  /**
   * Changes of the schema, in the order of their names. Only for a module from outside: those of this package are found
   * in the folder `migrations` of the feature.
   */
  readonly migrations?: readonly MigrationClass[];
}

const registered = new Map<string, Feature>();

/**
 * Registers a feature with all that it declares; again, it changes nothing. Throws `FeatureError` when a name is taken
 * or misshapen.
 */
export function registerFeature(feature: Feature): void {
  const { name } = feature;
  const other = registered.get(name);
  if (other === feature) return;
  if (other !== undefined) throw new FeatureError(`Two features are called ${name}; name one of them otherwise.`);
  requireShape(feature);
  declareScopes(feature.scopes);
  declareErrors(feature.errors ?? {});
  feature.kinds.forEach(declareKind);
  declareMigrations(name, feature.migrations ?? []);
  registered.set(name, feature);
}

/** The registered features, in the order of their registration. */
export const registeredFeatures = (): readonly Feature[] => [...registered.values()];

/** A module from outside may be plain JavaScript, which no compiler has checked. */
function requireShape({ name, module, scopes, kinds, errors = {} }: Partial<Feature>): void {
  const require = (isGood: boolean, rule: string): void => {
    if (!isGood) throw new FeatureError(`The feature ${String(name)} is not complete: ${rule}.`);
  };
  require(typeof name === 'string' &&
    /^[a-z][a-z0-9-]{0,39}$/.test(name), 'its name must be lower-case words with hyphens');
  require(module !== undefined, 'it needs a module');
  require(Array.isArray(scopes) && Array.isArray(kinds), 'it needs scopes and kinds, both lists');
  for (const scope of scopes ?? [])
    require(/^[a-z][a-z0-9_-]{0,39}:[a-z][a-z0-9_-]{0,39}$/.test(scope), `the scope ${scope} must be like area:read`);
  for (const code of Object.keys(errors))
    require(/^[A-Z][A-Z0-9_]{1,63}$/.test(code), `the error code ${code} must be in capitals with underscores`);
  for (const kind of (kinds ?? []) as Partial<KindDeclaration>[]) {
    require(/^[a-z][a-z0-9_]{0,39}$/.test(
      kind.name ?? '',
    ), `the kind ${String(kind.name)} must be lower-case words with underscores`);
    for (const field of ['title', 'scopes', 'publicId', 'maxItems', 'schema'] as const)
      require(kind[field] !== undefined, `the kind ${String(kind.name)} needs ${field}`);
  }
}
