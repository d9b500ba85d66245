import { LocalWeb } from '../../../test/support/local-web.js';
import { localEgress } from '../../../test/support/local-egress.js';
import { RUN_TS } from '../../../test/support/run-ts.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EmbeddingsReader } from './embeddings-reader.js';
import { OpenAiEmbedder, type EmbeddingsSettings } from './openai-embedder.js';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}
interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Sent instead of the body; `hang` never responds, `drop` closes the connection. */
  readonly raw?: string;
  readonly behaviour?: 'hang' | 'drop';
}

const webs: LocalWeb[] = [];
const embedders: OpenAiEmbedder[] = [];
afterEach(async () => {
  for (const web of webs.splice(0)) await web.close();
  for (const embedder of embedders.splice(0)) await embedder.onApplicationShutdown();
});

async function start(answer: (asked: Asked, count: number) => Reply, settings: Partial<EmbeddingsSettings> = {}) {
  const asked: Asked[] = [];
  const web = await LocalWeb.start((request, response) => {
    const one = {
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: JSON.parse(request.body) as Asked['body'],
    };
    asked.push(one);
    const { status = 200, headers = {}, body, raw, behaviour } = answer(one, asked.length);
    if (behaviour === 'hang') return;
    if (behaviour === 'drop') return void response.socket?.destroy();
    const text = raw ?? JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  webs.push(web);
  return { asked, ...embedderOf(web.origin, settings) };
}

function embedderOf(origin: string, settings: Partial<EmbeddingsSettings> = {}) {
  const embedder = new OpenAiEmbedder(
    localEgress(),
    {
      baseUrl: `${origin}/v1/`,
      model: 'm-1',
      dimensions: 2,
      apiKey: 'sk-1',
      ...settings,
    },
    new EmbeddingsReader({ execArgv: RUN_TS, timeoutMs: 100_000 }),
  );
  embedders.push(embedder);
  const embed = (texts: readonly string[]) => embedder.embed(texts, AbortSignal.timeout(10_000));
  return { embed, embedder };
}
const vectorsFor = ({ body }: Asked): Reply => ({
  body: {
    object: 'list',
    data: body.input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1] })).reverse(),
    usage: {},
  },
});
const faultOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('OpenAiEmbedder', () => {
  it('uses the OpenAI format and puts the vectors in order', async () => {
    const { asked, embed, embedder } = await start(vectorsFor);
    expect(await embed(['a', 'bb', 'ccc'])).toEqual(
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ].map((v) => Float32Array.from(v)),
    );
    expect(asked).toEqual([
      {
        path: '/v1/embeddings',
        authorization: 'Bearer sk-1',
        body: { model: 'm-1', input: ['a', 'bb', 'ccc'], encoding_format: 'float' },
      },
    ]);
    expect(embedder).toMatchObject({ model: 'm-1', dimensions: 2, semantic: true });
  });

  it('requests dimensions only when configured, and sends no key when there is none', async () => {
    const { asked, embed } = await start(vectorsFor, { requestDimensions: true, apiKey: null });
    await embed(['a']);
    expect(asked[0]).toMatchObject({ authorization: undefined, body: { dimensions: 2 } });
  });

  it('sends at most 64 texts per request and preserves their order', async () => {
    const { asked, embed } = await start(vectorsFor);
    const vectors = await embed(Array.from({ length: 130 }, (_, i) => 'x'.repeat(i)));
    expect(asked.map((a) => a.body.input.length)).toEqual([64, 64, 2]);
    expect(vectors.map((v) => v[0])).toEqual(Array.from({ length: 130 }, (_, i) => i));
  });

  it('sends no request for an empty list', async () => {
    const { asked, embed } = await start(vectorsFor);
    expect(await embed([])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each([429, 500, 503])('retries after a temporary %d [S4-47]', async (status) => {
    const headers = { 'retry-after': '1' };
    const { asked, embed } = await start((a, count) => (count === 1 ? { status, headers, body: {} } : vectorsFor(a)));
    expect(await embed(['a'])).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Reply, string, number]>([
    ['a refused key', { status: 401, body: {} }, 'PROVIDER_AUTH', 1],
    ['a refused request', { status: 400, body: {} }, 'HTTP_ERROR', 1],
    ['a long wait', { status: 429, headers: { 'retry-after': '60' }, body: {} }, 'PROVIDER_RATE_LIMITED', 1],
    ['lasting trouble', { status: 500, body: {} }, 'PROVIDER_UNAVAILABLE', 3],
    ['another shape', { body: { data: 'x' } }, 'PROVIDER_UNAVAILABLE', 3],
    ['too few vectors', { body: { data: [] } }, 'PROVIDER_UNAVAILABLE', 3],
    [
      'one index twice',
      { body: { data: [0, 0].map((index) => ({ index, embedding: [1, 1] })) } },
      'PROVIDER_UNAVAILABLE',
      3,
    ],
    [
      'too many vectors',
      { body: { data: [0, 1, 2].map((index) => ({ index, embedding: [1, 1] })) } },
      'PROVIDER_UNAVAILABLE',
      3,
    ],
    [
      'an index beyond the texts',
      { body: { data: [0, 7].map((index) => ({ index, embedding: [1, 1] })) } },
      'PROVIDER_UNAVAILABLE',
      3,
    ],
    [
      'what is no number',
      { body: { data: [0, 1].map((index) => ({ index, embedding: [1, null] })) } },
      'PROVIDER_UNAVAILABLE',
      3,
    ],
    ['what is no JSON', { body: null, raw: '<html>502 Bad gateway' }, 'PROVIDER_UNAVAILABLE', 3],
    ['half an answer', { body: null, raw: '{"object":"list","data":[{"ind' }, 'PROVIDER_UNAVAILABLE', 3],
    ['a closed connection', { body: null, behaviour: 'drop' }, 'PROVIDER_UNAVAILABLE', 3],
    [
      'a text that is too long',
      {
        status: 400,
        body: {
          error: {
            message: 'maximum context length is 8192 tokens',
            type: 'invalid_request_error',
            param: null,
            code: null,
          },
        },
      },
      'HTTP_ERROR',
      1,
    ],
    [
      'an unknown model',
      {
        status: 404,
        body: {
          error: { message: 'The model does not exist', type: 'invalid_request_error', code: 'model_not_found' },
        },
      },
      'HTTP_ERROR',
      1,
    ],
    [
      'a quota that is used up',
      {
        status: 429,
        body: {
          error: { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' },
        },
      },
      'PROVIDER_RATE_LIMITED',
      3,
    ],
    ['other dimensions', { body: { data: [0, 1].map((index) => ({ index, embedding: [1] })) } }, 'HTTP_ERROR', 1],
  ])('fails on %s', async (_, reply, code, requests) => {
    const { asked, embed } = await start(() => reply);
    expect(await faultOf(embed(['a', 'b']))).toMatchObject({ code });
    expect(asked).toHaveLength(requests);
  });

  it('names the dimensions of a model that has many more', async () => {
    const embedding = Array.from({ length: 3_072 }, () => 0.5);
    const { asked, embed } = await start(({ body }) => ({
      body: { data: body.input.map((_, index) => ({ index, embedding })) },
    }));
    const fault = await faultOf(embed(Array.from({ length: 64 }, () => 'a')));
    expect(fault).toMatchObject({ code: 'HTTP_ERROR' });
    expect(fault).toHaveProperty('message', expect.stringContaining('3072 dimensions, configured are 2'));
    expect(asked).toHaveLength(1);
  });

  it('aborts when an endpoint does not respond in time, and at once when the item ends', async () => {
    const hang: Reply = { body: null, behaviour: 'hang' };
    const { asked, embed, embedder } = await start(() => hang, { timeoutMs: 2_000 });
    expect(await faultOf(embed(['a']))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    // A machine that stands still for a moment may end a try before its request has arrived.
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(asked.length).toBeGreaterThan(1);
    const abort = new AbortController();
    const running = faultOf(embedder.embed(['a'], abort.signal));
    abort.abort(new AppError('TIMEOUT'));
    expect(await running).toMatchObject({ code: 'TIMEOUT' });
  });
});
