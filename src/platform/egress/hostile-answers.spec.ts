import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { RawServer } from '../../../test/support/raw-server.js';
import { AppError } from '../errors/app-error.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import { LoopbackProxy } from './loopback-proxy.js';
import { PinnedEgress } from './pinned-egress.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Responses that Node's parser accepts and Node's writer refuses, or that come at the wrong time. */
const ANSWERS: readonly (readonly [string, string])[] = [
  ['status 050', 'HTTP/1.1 050 Low\r\nContent-Length: 2\r\n\r\nok'],
  ['status 000', 'HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\nok'],
  ['status 099', 'HTTP/1.1 099 Low\r\nContent-Length: 2\r\n\r\nok'],
  ['status 999', 'HTTP/1.1 999 High\r\nContent-Length: 2\r\n\r\nok'],
  ['four digits of status', 'HTTP/1.1 1000 More\r\nContent-Length: 2\r\n\r\nok'],
  ['status 101 without being asked', 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nbytes'],
  ['a hundred interim answers', `${'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(100)}${OK}`],
  ['a reason of control characters', 'HTTP/1.1 200 \x01\x7f\x80\r\nContent-Length: 2\r\n\r\nok'],
  ['a header of bytes above ASCII', 'HTTP/1.1 200 OK\r\nX-A: \x80\xff\xa0\r\nContent-Length: 2\r\n\r\nok'],
  ['a header with DEL', 'HTTP/1.1 200 OK\r\nX-A: a\x7fb\r\nContent-Length: 2\r\n\r\nok'],
  ['a header with a control character', 'HTTP/1.1 200 OK\r\nX-A: a\x01b\r\nContent-Length: 2\r\n\r\nok'],
  ['a header without a name', 'HTTP/1.1 200 OK\r\n: a\r\nContent-Length: 2\r\n\r\nok'],
  ['a header named __proto__', 'HTTP/1.1 200 OK\r\n__proto__: a\r\nContent-Length: 2\r\n\r\nok'],
  ['a trailer that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x\r\n\r\n0\r\nx: \x01\r\n\r\n'],
  ['a status that has no body, with a body', 'HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nok'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'],
  ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a second answer behind the first', `${OK}${OK}`],
  ['gzip that is none', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok'],
  ['a coding called constructor', 'HTTP/1.1 200 OK\r\nContent-Encoding: constructor\r\nContent-Length: 2\r\n\r\nok'],
  ['a location of control characters', 'HTTP/1.1 302 Found\r\nLocation: \x80://\xff\r\nContent-Length: 0\r\n\r\n'],
  ['not HTTP', '\x00\x01\x02\r\n\r\n'],
  ['nothing', ''],
];

describe('A foreign server that responds with', () => {
  let server: RawServer;
  let allow: AllowList;
  let base: string;
  let answer = OK;

  beforeAll(async () => {
    server = new RawServer((socket) => socket.end(Buffer.from(answer, 'latin1')));
    const port = String(await server.start());
    base = `http://127.0.0.1:${port}`;
    allow = AllowList.parse(`127.0.0.1:${port}`);
  });
  afterAll(() => server.stop());

  it.each(ANSWERS)('%s breaks only its own exchange, through the Chrome proxy', async (_, text) => {
    const proxy = new LoopbackProxy(new TargetPolicy({ egressAllow: allow }), { refusalJitterMs: 0 });
    const at = new URL(await proxy.start());
    try {
      answer = text;
      await outcomeOf(at, `${base}/hostile`);
      answer = OK;
      expect(await outcomeOf(at, `${base}/next`)).toBe(200);
    } finally {
      await proxy.stop();
    }
  });

  it.each(ANSWERS)('%s gives a response or an error of the error table, through the egress client', async (_, text) => {
    const egress = new PinnedEgress(new TargetPolicy({ egressAllow: allow }), { refusalJitterMs: 0 });
    answer = text;
    const outcome = await egress.request(`${base}/hostile`, { purpose: 'target' }).then(
      ({ status }) => status,
      (error: unknown) => error,
    );
    expect(typeof outcome === 'number' || outcome instanceof AppError).toBe(true);
    answer = OK;
    expect((await egress.request(`${base}/next`, { purpose: 'target' })).status).toBe(200);
  });
});

/** The status received through the proxy, or the code of the error. */
async function outcomeOf(at: URL, target: string): Promise<number | string> {
  const sent = request({ host: at.hostname, port: at.port, path: target, agent: false });
  sent.end();
  try {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.on('error', () => response.destroy()).resume();
    await new Promise((resolve) => response.once('close', resolve));
    return response.statusCode ?? 0;
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}
