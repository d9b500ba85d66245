/** Weight of a word of a query, by how rare it is among what is searched; 1 for an ordinary one. */
export type WordWeight = (word: string) => number;

/**
 * Turns texts into vectors that are close together for similar texts. Vectors of different models are never compared:
 * stored vectors record `model` and `dimensions`, and a search uses one model only.
 */
export abstract class Embedder {
  /** Recorded with every vector and returned in every search response. */
  abstract readonly model: string;
  abstract readonly dimensions: number;
  /** Whether similarity is of meaning (`developer` near `engineer`) or of words only; returned in search responses. */
  abstract readonly semantic: boolean;

  /**
   * One vector per text, in order, each of `dimensions` finite numbers. An empty list gives an empty list.
   * @throws AppError PROVIDER_AUTH, PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE, HTTP_ERROR, CANCELLED or TIMEOUT.
   */
  abstract embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;

  /** Whether `embedQuery` uses the weights of words. */
  get weighsWords(): boolean {
    return false;
  }

  /**
   * The vector of a text that is searched for. Stored vectors stay as they are, whatever the weights.
   * @param weight how much each word counts, 0 to 1; null where that is unknown
   */
  async embedQuery(text: string, signal: AbortSignal, weight: WordWeight | null): Promise<Float32Array | undefined> {
    void weight;
    return (await this.embed([text], signal))[0];
  }
}
