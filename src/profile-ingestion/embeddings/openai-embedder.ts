import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { Egress } from '../../platform/egress/egress.types.js';
import { askJson, refusedBy } from '../providers/ask-json.js';
import { Embedder } from './embedder.js';

export interface EmbeddingsSettings {
  /**
   * Base URL without `/embeddings`: `https://api.openai.com/v1`, Ollama's `http://localhost:11434/v1`, TEI's and vLLM's
   * `/v1`.
   */
  readonly baseUrl: string;
  readonly model: string;
  /** Dimensions of the model's vectors; every response is checked against it. */
  readonly dimensions: number;
  /** Null for servers without API keys. */
  readonly apiKey: string | null;
  /**
   * Requests vectors shortened to `dimensions`; only supported by OpenAI's text-embedding-3 and later. Default false.
   */
  readonly requestDimensions?: boolean;
  /** Time limit in milliseconds for one request. Default 30,000. */
  readonly timeoutMs?: number;
}

const TITLE = 'The embeddings endpoint';
/** Texts per request. */
const BATCH_SIZE = 64;
/** A vector of 4,096 numbers takes about 90 KB as JSON. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
/** Attempts per request here, where a repetition is cheaper than running the whole item again. */
const TRIES = 3;
/** Maximum wait in seconds between attempts; with a longer Retry-After the error is thrown. */
const MAX_WAIT = 5;

const reply = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })),
});

const retryable = (error: unknown): error is AppError =>
  error instanceof AppError && error.spec.class !== 'permanent' && error.spec.class !== 'cancelled';

/** Client of any endpoint with OpenAI's embeddings format. */
export class OpenAiEmbedder extends Embedder {
  readonly semantic = true;
  readonly model: string;
  readonly dimensions: number;

  constructor(
    private readonly egress: Egress,
    private readonly settings: EmbeddingsSettings,
  ) {
    super();
    this.model = settings.model;
    this.dimensions = settings.dimensions;
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += BATCH_SIZE) {
      vectors.push(...(await this.withTries(texts.slice(at, at + BATCH_SIZE), signal)));
    }
    return vectors;
  }

  private async withTries(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.request(texts, signal);
      } catch (error) {
        const wait = retryable(error) ? (error.retryAfter ?? 0.1 * 4 ** (tried - 1)) : Infinity;
        if (tried >= TRIES || wait > MAX_WAIT || signal.aborted) throw error;
        await this.pause(wait, signal);
      }
    }
  }

  private async pause(seconds: number, signal: AbortSignal): Promise<void> {
    try {
      await delay(seconds * 1_000, undefined, { signal });
    } catch (error) {
      throw signal.reason instanceof AppError ? signal.reason : new AppError('CANCELLED', undefined, { cause: error });
    }
  }

  private async request(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const { baseUrl, model, apiKey, dimensions, requestDimensions } = this.settings;
    const answer = await askJson(this.egress, new URL(`${baseUrl.replace(/\/+$/, '')}/embeddings`), {
      title: TITLE,
      headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
      body: { model, input: texts, encoding_format: 'float', ...(requestDimensions === true ? { dimensions } : {}) },
      signal,
      timeoutMs: this.settings.timeoutMs ?? 30_000,
      maxBytes: MAX_REPLY_BYTES,
    });
    if (answer.status !== 200) throw refusedBy(TITLE, answer);
    const parsed = reply.safeParse(answer.json);
    if (!parsed.success)
      throw new AppError('PROVIDER_UNAVAILABLE', `${TITLE} sent a response in an unexpected format.`);
    return this.inOrder(parsed.data.data, texts.length);
  }

  /** Servers may return vectors out of order; each text must have exactly one of the configured length. */
  private inOrder(data: z.infer<typeof reply>['data'], count: number): readonly Float32Array[] {
    const byIndex = new Map(data.filter(({ index }) => index < count).map((item) => [item.index, item.embedding]));
    if (data.length !== count || byIndex.size !== count) {
      throw new AppError('PROVIDER_UNAVAILABLE', `${TITLE} did not return one vector for each of ${count} texts.`);
    }
    return Array.from({ length: count }, (_, index) => {
      const vector = byIndex.get(index) ?? [];
      if (vector.length !== this.dimensions) {
        // A retry cannot help: the model and EMBEDDINGS_DIMENSIONS do not match.
        throw new AppError(
          'HTTP_ERROR',
          `${TITLE} answered ${vector.length} dimensions, configured are ${this.dimensions}.`,
        );
      }
      return Float32Array.from(vector);
    });
  }
}
