import type { OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { Egress } from '../../platform/egress/egress.types.js';
import { ProviderClient, type ReplyReading } from '../../platform/providers/provider-client.js';
import { Embedder } from './embedder.js';
import { EmbeddingsReader } from './embeddings-reader.js';
import { BATCH_SIZE } from './read-embeddings.js';

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
/** A vector of 4,096 numbers takes about 90 KB as JSON. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
/** Client of any endpoint with OpenAI's embeddings format. */
export class OpenAiEmbedder extends Embedder implements OnApplicationShutdown {
  readonly semantic = true;
  readonly model: string;
  readonly dimensions: number;

  private readonly client: ProviderClient;

  constructor(
    egress: Egress,
    private readonly settings: EmbeddingsSettings,
    private readonly reader = new EmbeddingsReader(),
  ) {
    super();
    this.model = settings.model;
    this.dimensions = settings.dimensions;
    this.client = new ProviderClient(egress, {
      title: TITLE,
      hasKey: settings.apiKey !== null,
      headers: settings.apiKey === null ? {} : { authorization: `Bearer ${settings.apiKey}` },
      timeoutMs: settings.timeoutMs ?? 30_000,
      maxBytes: MAX_REPLY_BYTES,
      statuses: { 404: 'HTTP_ERROR' },
      rejected: 'HTTP_ERROR',
      repeats: 'any',
    });
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += BATCH_SIZE) {
      vectors.push(...(await this.request(texts.slice(at, at + BATCH_SIZE), signal)));
    }
    return vectors;
  }

  /** After the worker has stopped. */
  onApplicationShutdown(): Promise<void> {
    return this.reader.close();
  }

  private async request(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const { baseUrl, model, dimensions, requestDimensions } = this.settings;
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/embeddings`);
    const shortened = requestDimensions === true ? { dimensions } : {};
    const body = { model, input: texts, encoding_format: 'float', ...shortened };
    const read: ReplyReading<readonly Float32Array[]> = (reply, aborted) =>
      this.reader.run({ body: reply.body, count: texts.length }, aborted);
    const vectors = await this.client.postRead(url, body, read, signal);
    if (vectors === null) throw new AppError('HTTP_ERROR', `${TITLE} answered 404.`);
    return vectors.map((vector) => this.checked(vector));
  }

  /** A retry cannot help when the model and EMBEDDINGS_DIMENSIONS do not match. */
  private checked(vector: Float32Array): Float32Array {
    if (vector.length === this.dimensions) return vector;
    throw new AppError(
      'HTTP_ERROR',
      `${TITLE} answered ${vector.length} dimensions, configured are ${this.dimensions}.`,
    );
  }
}
