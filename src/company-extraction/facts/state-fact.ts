import type { Fact, FactField, FactOf, FactValues, SourceName } from './fact.js';

/** Origin of a statement: the properties that all facts of one response share. */
export interface Origin {
  readonly source: SourceName;
  readonly url: string | null;
  readonly method: string;
  readonly confidence: number;
  readonly asOf?: string | null;
}

/** A fact whose value fits its field. */
export function stateFact<F extends FactField>(field: F, value: FactValues[F], origin: Origin): FactOf<F> {
  const { source, url, method, confidence, asOf = null } = origin;
  return { field, value, source, url, method, confidence, asOf };
}

/** A list with the fact when the source has a value, else an empty list. */
export function stateIf<F extends FactField>(
  field: F,
  value: FactValues[F] | null | undefined,
  origin: Origin,
): readonly Fact[] {
  return value === null || value === undefined || value === '' ? [] : [stateFact(field, value, origin)];
}

/** The facts of one field, with the type its values have. */
export function factsOf<F extends FactField>(facts: readonly Fact[], field: F): readonly FactOf<F>[] {
  return facts.filter((fact): fact is FactOf<F> => fact.field === field);
}
