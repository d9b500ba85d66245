import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { Egress } from '../../platform/egress/egress.types.js';
import { askJson, refusedBy } from '../providers/ask-json.js';
import { Embedder } from './embedder.js';

export interface EmbeddingsSettings {
  /** Up to and without `/embeddings`: `https://api.openai.com/v1`, Ollama's `http://localhost:11434/v1`, TEI's and vLLM's `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** What the model answers with; every reply is checked against it. */
  readonly dimensions: number;
  /** Null for servers without keys. */
  readonly apiKey: string | null;
  /** Asks the server to shorten vectors to `dimensions`; only OpenAI's text-embedding-3 and later take it. Default false. */
  readonly requestDimensions?: boolean;
  /** Milliseconds for one request. Default 30,000. */
  readonly timeoutMs?: number;
}

const TITLE = 'The embeddings endpoint';
/** Texts in one request. */
const BATCH_SIZE = 64;
/** A vector of 4,096 numbers takes some 90 KB as JSON. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
/** Tries of one request here, where a repetition is cheaper than running the whole item again. */
const TRIES = 3;
/** Longest wait in seconds between tries; a longer Retry-After is handed up. */
const MAX_WAIT = 5;

const reply = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })),
});

const retryable = (error: unknown): error is AppError =>
  error instanceof AppError && error.spec.class !== 'permanent' && error.spec.class !== 'cancelled';

/** Any endpoint that speaks OpenAI's embeddings format. */
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
    if (!parsed.success) throw new AppError('PROVIDER_UNAVAILABLE', `${TITLE} answered in an unknown shape.`);
    return this.inOrder(parsed.data.data, texts.length);
  }

  /** Servers may answer out of order; each text must have exactly one vector of the configured length. */
  private inOrder(data: z.infer<typeof reply>['data'], count: number): readonly Float32Array[] {
    const byIndex = new Map(data.filter(({ index }) => index < count).map((item) => [item.index, item.embedding]));
    if (data.length !== count || byIndex.size !== count) {
      throw new AppError('PROVIDER_UNAVAILABLE', `${TITLE} did not answer one vector for each of ${count} texts.`);
    }
    return Array.from({ length: count }, (_, index) => {
      const vector = byIndex.get(index) ?? [];
      if (vector.length !== this.dimensions) {
        // Trying again cannot help: the model and EMBEDDINGS_DIMENSIONS do not fit.
        throw new AppError(
          'HTTP_ERROR',
          `${TITLE} answered ${vector.length} dimensions, configured are ${this.dimensions}.`,
        );
      }
      return Float32Array.from(vector);
    });
  }
}
