import type { DynamicModule, Type } from '@nestjs/common';
import { declareScopes, type ScopeName } from '../../accounts/scopes.js';
import { declareKind } from './declared-kinds.js';
import { declareMigrations, type MigrationClass } from '../../platform/database/feature-migrations.js';
import { FeatureError } from '../../platform/errors/feature-error.js';
import type { KindDeclaration } from './kind.js';

/** All that a feature brings along: its Nest module and what has to be known before that is instantiated. */
export interface Feature {
  /** Lower-case words with hyphens; unique among the loaded features. */
  readonly name: string;
  /** The Nest module that provides the handlers of the kinds. */
  readonly module: Type | DynamicModule;
  /** Scopes that keys can have for the feature's routes and kinds. */
  readonly scopes: readonly ScopeName[];
  readonly kinds: readonly KindDeclaration[];
  /** Only for a module from outside: those of this package are found in the folder `migrations` of the feature. */
  readonly migrations?: readonly MigrationClass[];
}

const registered = new Map<string, Feature>();

/** Registers a feature with all that it declares; again, it changes nothing. Throws `FeatureError` when a name is taken. */
export function registerFeature(feature: Feature): void {
  const other = registered.get(feature.name);
  if (other === feature) return;
  if (other !== undefined)
    throw new FeatureError(`Two features are called ${feature.name}; name one of them otherwise.`);
  declareScopes(feature.scopes);
  feature.kinds.forEach(declareKind);
  declareMigrations(feature.name, feature.migrations ?? []);
  registered.set(feature.name, feature);
}

/** The registered features, in the order of their registration. */
export const registeredFeatures = (): readonly Feature[] => [...registered.values()];
