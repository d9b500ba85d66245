import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { LiveSocket } from '../support/live-socket.js';
import { form, importResume, profileUrl, resume } from '../support/profiles.js';
import type { Service } from '../support/service.js';

/** What a process has few of, and of which one caller must leave some to others, however many keys it makes. */
describe('The share of one caller', () => {
  let world: CompanyWorld;
  let service: Service;
  let child: string;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres', env: { TRUST_PROXY: '1' } });
    ({ service } = world);
    child = await newKey(await newKey(KEYS.ana));
  });
  afterAll(async () => {
    await expectNoSilence(service);
    await world.stop();
  });

  /** A key that is made with another one. */
  async function newKey(by: string): Promise<string> {
    const scopes = ['company:write', 'profile:write', 'batch:write', 'contacts:write', 'keys:write'];
    const made = await service.request('POST', '/api/v1/keys', { key: by, body: { name: 'child', scopes } });
    expect(made.status).toBe(201);
    return String(made.at('key'));
  }
  const connected = async (): Promise<Socket> => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };

  it('of extractions that hang is eight, those of keys that it made included', async () => {
    world.intercept = () => ({ behaviour: 'hang' });
    const extract = (key: string, name: string, timeout_seconds = 5): Promise<Answer> =>
      service.request('POST', '/api/v1/company/extract', { key, body: { company_name: name, timeout_seconds } });
    const own = Array.from({ length: 9 }, (_, n) => extract(n % 2 === 0 ? KEYS.ana : child, `Harrow ${n} Foundry`));
    const [others, ...ours] = await Promise.all([extract(KEYS.otto, 'Harrow Lane Foundry'), ...own]);
    world.intercept = null;
    expect(ours.map(({ status }) => status).sort()).toEqual([429, ...Array<number>(8).fill(504)]);
    expect(ours.find(({ status }) => status === 429)?.at('error', 'details', 'limit')).toBe(8);
    expect(others.status).toBe(504);
    expect((await extract(child, 'Quillmark Systems', 30)).status).toBe(200);
  });

  it('of imports is one, those of keys that it made included', async () => {
    const { raw, headers } = form({ linkedin_url: profileUrl('slow-import') }, [
      { name: 'resume.json', content: '{}' },
    ]);
    const slow: Socket[] = [];
    const begin = async (): Promise<void> => {
      const socket = await connected();
      slow.push(socket);
      socket.write(
        `POST /api/v1/profiles/import HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\n` +
          `Content-Type: ${String(headers['Content-Type'])}\r\nContent-Length: ${raw.length}\r\n\r\n`,
      );
      socket.write(raw.subarray(0, raw.length - 30));
    };
    const content = resume('Ana', [{ company: 'Quillmark Systems', title: 'CTO' }]);
    const upload = form({ linkedin_url: profileUrl('own-import') }, [{ name: 'resume.json', content }]);
    const mine = (): Promise<Answer> => service.request('POST', '/api/v1/profiles/import', { key: child, ...upload });
    // An import that looks takes the place itself, which the slow one may be refused for.
    await eventually('the share is taken', async () => {
      await begin();
      return (await mine()).status === 429;
    });
    await importResume(service, KEYS.otto, 'other-import', content);
    for (const socket of slow) socket.destroy();
    await eventually('the share is free again', async () => (await mine()).status === 201);
  });

  it('of streams of lines is two, those of keys that it made included', async () => {
    const lines = (id: string): string => `{"kind":"contact_analysis"}\n{"id":"${id}","data":{}}\n`;
    const slow: Socket[] = [];
    const begin = async (key: string): Promise<void> => {
      const socket = await connected();
      slow.push(socket);
      socket.write(
        `POST /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nContent-Type: application/x-ndjson\r\n` +
          `Content-Length: 5000\r\n\r\n${lines('slow')}`,
      );
    };
    const stream = (key: string, id: string): Promise<Answer> =>
      service.request('POST', '/api/v1/batches', {
        key,
        raw: lines(id),
        headers: { 'Content-Type': 'application/x-ndjson' },
      });
    await eventually('the share is taken', async () => {
      await Promise.all([begin(KEYS.ana), begin(child)]);
      return (await stream(child, 'third')).status === 429;
    });
    expect((await stream(KEYS.ana, 'fourth')).status).toBe(429);
    expect((await stream(KEYS.otto, 'other')).status).toBe(201);
    for (const socket of slow) socket.destroy();
  });

  it('of sockets that do not say who they are is forty of one address', async () => {
    const url = `${service.url}/api/v1/live-events`;
    const from = (address: string, more = {}): Promise<LiveSocket> =>
      LiveSocket.open(url, { 'X-Forwarded-For': address, ...more });
    const silent = await Promise.all(Array.from({ length: 60 }, () => from('192.0.2.1')));
    const refused = silent.filter(({ refusedWith }) => refusedWith !== undefined);
    expect(refused.map(({ refusedWith }) => refusedWith)).toEqual(Array<number>(20).fill(503));
    const [known, elsewhere] = [await from('192.0.2.1', { 'X-API-Key': KEYS.ana }), await from('192.0.2.2')];
    await known.next({ type: 'ready' });
    expect(elsewhere.refusedWith).toBeUndefined();
    for (const socket of [...silent, known, elsewhere]) socket.close();
  });
});
