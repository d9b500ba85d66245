import type { SourceName } from '../facts/fact.js';

/** Order of preference at equal confidence. A hint was verified before it became a fact. */
const PRIORITY: readonly SourceName[] = [
  'hint',
  'sec',
  'gleif',
  'wikidata',
  'website',
  'people_data_labs',
  'wikipedia',
  'brave',
  'model',
  'guess',
];

/** Something that a source states. */
interface Stated {
  readonly source: SourceName;
  readonly value: unknown;
}

/** A statement and how sure it is; what a comparison needs is made once, not at each one. */
export class Weighed<T extends Stated> {
  /**
   * Orders by confidence, then by source, then by the value, so that the result does not depend on the order of
   * arrival.
   */
  static readonly compare = (a: Weighed<Stated>, b: Weighed<Stated>): number => {
    if (a.level !== b.level) return b.confidence - a.confidence;
    if (a.rank !== b.rank) return a.rank - b.rank;
    return a.valueText() < b.valueText() ? -1 : 1;
  };

  /** Confidences are compared in hundredths: values that round to the same hundredth tie. */
  private readonly level: number;
  private readonly rank: number;
  private text: string | undefined;

  constructor(
    readonly stated: T,
    readonly confidence: number,
  ) {
    this.level = Math.round(confidence * 100);
    this.rank = PRIORITY.indexOf(stated.source);
  }

  private valueText(): string {
    return (this.text ??= JSON.stringify(this.stated.value));
  }
}

/** A sorted copy. */
export const surestFirst = <T extends Stated>(all: readonly Weighed<T>[]): readonly Weighed<T>[] =>
  all.length < 2 ? all : [...all].sort(Weighed.compare);
