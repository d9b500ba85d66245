import { BodyServer } from '../../../test/support/body-server.js';
import { localEgress } from '../../../test/support/local-egress.js';
import { leastStretchOf } from '../../../test/support/own-event-loop.js';
import { RUN_TS } from '../../../test/support/run-ts.js';
import { MOST_MS } from '../../../test/support/worst-input.js';
import { EmbeddingsReader } from './embeddings-reader.js';
import { OpenAiEmbedder } from './openai-embedder.js';

describe('OpenAiEmbedder', () => {
  it.each([
    ['right', '0.12345678901234567'],
    ['wrong', '"a"'],
  ])('hardly keeps the main thread with the most vectors there may be, all %s', async (_, number) => {
    const embedding = `[${Array.from({ length: 4_000 }, () => number).join(',')}]`;
    const vectors = Array.from({ length: 64 }, (__, index) => `{"index":${index},"embedding":${embedding}}`);
    const server = await BodyServer.start({ '': `{"data":[${vectors.join(',')}]}` });
    const stretch = await leastStretchOf(async () => {
      const embedder = new OpenAiEmbedder(
        localEgress(),
        { baseUrl: `${server.origin}/v1/`, model: 'm-1', dimensions: 4_000, apiKey: 'sk-1' },
        new EmbeddingsReader({ execArgv: RUN_TS, timeoutMs: 100_000 }),
      );
      const texts = Array.from({ length: 64 }, () => 'a');
      await embedder.embed(texts, AbortSignal.timeout(10_000)).catch(() => undefined);
      await embedder.onApplicationShutdown();
    }, MOST_MS);
    await server.stop();
    expect(stretch).toBeLessThan(MOST_MS);
  });
});
