import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually, within } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

const open = async (service: Service): Promise<Socket> => {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

describe('Connections', () => {
  it('that never send a byte are closed, and so are those beyond the bound', async () => {
    const service = await Service.start({
      on: 'postgres',
      env: { MAX_CONNECTIONS: '10', CONNECTION_TIMEOUT_SECONDS: '1' },
    });
    const sockets = await Promise.all(Array.from({ length: 30 }, () => open(service)));
    let closed = 0;
    let answers = '';
    for (const socket of sockets)
      socket.on('data', (chunk: Buffer) => (answers += chunk.toString())).once('close', () => (closed += 1));
    await eventually('those beyond ten are closed', () => closed >= 20);
    await eventually('the silent ones are closed', () => closed === 30);
    // Node's own bound on the headers comes later, and answers 408.
    expect(answers).toBe('');
    expect((await service.request('GET', '/api/v1/health/live', { key: null })).status).toBe(200);
  });

  it('are answered, not reset, when the process stops: fresh ones and kept ones', async () => {
    const service = await Service.start();
    const ask = `GET /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\n\r\n`;
    const sockets = await Promise.all(Array.from({ length: 6 }, () => open(service)));
    const texts = sockets.map(() => '');
    const errors: string[] = [];
    sockets.forEach((socket, n) => {
      socket.on('data', (chunk: Buffer) => (texts[n] += chunk.toString()));
      socket.on('error', (error) => errors.push(error.message));
    });
    for (const n of [0, 1]) sockets[n]?.write(ask);
    await eventually('two have an answer', () =>
      texts.slice(0, 2).every((text) => text.includes('"batches"') || text.includes('200 OK')),
    );
    texts.fill('');
    process.kill(service.pid, 'SIGTERM');
    await eventually('no new connection is taken', () =>
      open(service).then(
        (socket) => (socket.destroy(), false),
        () => true,
      ),
    );
    const isOpen = sockets.map((socket) => !socket.readableEnded && !socket.destroyed);
    sockets.forEach((socket, n) => isOpen[n] === true && socket.write(ask));
    await within('the process ends', 30_000, service.exited);
    await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
    expect(errors).toEqual([]);
    texts.forEach((text, n) =>
      expect([n, isOpen[n], /^HTTP\/1\.1 (200|503) /.test(text)]).toEqual([n, isOpen[n], isOpen[n]]),
    );
  });
});

describe('Slow uploads', () => {
  const LINES = { 'Content-Type': 'application/x-ndjson' };
  const lines = (id: string): string => `{"kind":"contact_analysis"}\n{"id":"${id}","data":{}}\n`;
  const begin = async (service: Service, head: string): Promise<Socket> => {
    const socket = await open(service);
    socket.write(`${head}Host: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Length: 5000\r\n`);
    return socket;
  };

  it('of one key leave places for other keys, and end when they do not come on', async () => {
    const service = await Service.start({ on: 'postgres' });
    const stream = (key: string, id: string): Promise<Answer> =>
      service.request('POST', '/api/v1/batches', { key, raw: lines(id), headers: LINES });
    const slow: Socket[] = [];
    for (let n = 0; n < 4; n += 1) {
      const socket = await begin(service, 'POST /api/v1/batches HTTP/1.1\r\n');
      socket.write(`Content-Type: application/x-ndjson\r\n\r\n${lines(`slow-${n}`)}`);
      slow.push(socket);
    }
    await eventually('the key has its share', async () => (await stream(KEYS.ana, 'third')).status === 429);
    expect((await stream(KEYS.otto, 'other')).status).toBe(201);
    await eventually('the places are free again', async () => (await stream(KEYS.ana, 'later')).status === 201, 20_000);
    for (const socket of slow) socket.destroy();
  });
});

describe('A start that cannot work', () => {
  it('on a port in use ends with plain words before anything is built', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dataDir = join(temporaryDirectory(), 'data');
    const service = await Service.launch({ dataDir, env: { PORT: String(port), ROLE: 'all' } });
    expect((await service.exited).code).toBe(78);
    expect(service.output).toBe(
      `Cannot listen on 127.0.0.1 port ${port}: another process listens there. Set PORT or HOST to another one.\n`,
    );
    expect(existsSync(dataDir)).toBe(false);
    server.close();
  });

  it('on a PostgreSQL that is down ends with plain words', async () => {
    const port = await freePort();
    const service = await Service.launch({
      databaseUrl: `postgres://someone:secret@127.0.0.1:${port}/none`,
      env: { ROLE: 'all' },
    });
    expect((await service.exited).code).toBe(78);
    expect(service.output).toContain(
      `\nPostgreSQL at 127.0.0.1:${port} (DATABASE_URL) cannot be used: nothing listens there.\n`,
    );
    expect(service.output).not.toMatch(/^ +at |secret/m);
  });
});

describe('TRUST_PROXY', () => {
  const guesses = async (service: Service, forwarded: (n: number) => string): Promise<number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < 22; n += 1) {
      const headers = { 'X-Forwarded-For': forwarded(n) };
      statuses.push(
        (await service.request('GET', '/api/v1/batches', { key: `guess-${n}`, headers, checked: false })).status,
      );
    }
    return statuses.slice(19);
  };

  it('by number believes what the proxy added, not what the caller wrote before it', async () => {
    const service = await Service.start({ on: 'postgres', env: { TRUST_PROXY: '1' } });
    expect(await guesses(service, (n) => `192.0.2.${n}, 198.51.100.1`)).toEqual([401, 429, 429]);
    expect(await guesses(service, (n) => `192.0.2.1, 203.0.113.${n}`)).toEqual([401, 401, 401]);
    expect(await guesses(service, (n) => `made-up-${n}`)).toEqual([401, 429, 429]);
  });

  it('by address believes the proxies at it only', async () => {
    const near = await Service.start({ on: 'postgres', env: { TRUST_PROXY: '127.0.0.0/8' } });
    expect(await guesses(near, (n) => `203.0.113.${n}`)).toEqual([401, 401, 401]);
    const far = await Service.start({ on: 'postgres', env: { TRUST_PROXY: '10.0.0.0/8' } });
    expect(await guesses(far, (n) => `203.0.113.${n}`)).toEqual([401, 429, 429]);
  });
});
