/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; undefined when the answer is something else. */
  readonly body: unknown;
  /** A field of the JSON body by its path: `answer.at('results', 0, 'id')`. */
  at(...path: readonly (string | number)[]): unknown;
}
