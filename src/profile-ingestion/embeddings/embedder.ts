/**
 * Turns texts into vectors that stand close together where the texts are alike. Vectors of two models are never compared:
 * what is stored records `model` and `dimensions`, and a search looks at one model only.
 */
export abstract class Embedder {
  /** Recorded with every vector and named in every search reply. */
  abstract readonly model: string;
  abstract readonly dimensions: number;
  /** Whether likeness is of meaning (`developer` near `engineer`) or of words only. Search replies say so. */
  abstract readonly semantic: boolean;

  /**
   * One vector per text, in order, each of `dimensions` finite numbers. An empty list gives an empty list.
   *
   * @throws AppError PROVIDER_AUTH, PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE, HTTP_ERROR, CANCELLED or TIMEOUT.
   */
  abstract embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
