import type { Feature } from './feature.js';

/** Marks a feature that was defined by any copy of this package. */
export const DEFINED = Symbol.for('batchwright.feature');

const definedHere = new WeakSet();

/** Defines the feature that a module from outside exports by default. It is registered when the service starts. */
export function defineFeature(feature: Feature): Feature {
  const defined = { ...feature, [DEFINED]: true };
  definedHere.add(defined);
  return defined;
}

/** Whether this copy of the package defined the feature; what another one made would not be recognised at run time. */
export const isDefinedHere = (feature: object): boolean => definedHere.has(feature);
