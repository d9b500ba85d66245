import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually, within } from '../support/eventually.js';
import { freePort } from '../support/free-port.cjs';
import { openSocket, sendRaw } from '../support/raw-http.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

/** For how long a process that stops takes connections, and then keeps silent ones, in milliseconds. */
const DRAIN_MS = 2000;
const IDLE_MS = 1000;
/** Maximum number of looks at a stop, of which one counts: this process may be held up for longer than those times. */
const MOST_RUNS = 8;

describe('Connections', () => {
  /** So many connections that send nothing, with what was sent to them and how many are closed. */
  async function openSilent(service: Service, count: number): Promise<{ closed: number; answers: string }> {
    const seen = { closed: 0, answers: '' };
    for (const socket of await Promise.all(Array.from({ length: count }, () => openSocket(service.url))))
      socket
        .on('data', (chunk: Buffer) => (seen.answers += chunk.toString()))
        .once('close', () => (seen.closed += 1))
        .resume();
    return seen;
  }
  const isAlive = async (service: Service): Promise<boolean> =>
    (await service.request('GET', '/api/v1/health/live', { key: null })).status === 200;

  it('that never send a byte are closed after the time of the setting', async () => {
    const service = await Service.start({ on: 'postgres', env: { CONNECTION_TIMEOUT_SECONDS: '1' } });
    // Node's own bound on the headers is longer, and closes silent connections, too; this one tells when it acts.
    const begun = await openSocket(service.url);
    begun.write('GET / HTTP/1.1\r\n');
    const answered = once(begun, 'data').then(() => 'Node');
    const seen = await openSilent(service, 30);
    const closed = eventually('the silent ones are closed', () => seen.closed === 30).then(() => 'the setting');
    expect(await Promise.race([closed, answered])).toBe('the setting');
    expect(seen.answers).toBe('');
    begun.destroy();
    expect(await isAlive(service)).toBe(true);
    await expectNoSilence(service);
  });

  it('beyond the number of the setting are closed at once, and the others are not', async () => {
    const env = { MAX_CONNECTIONS: '10', CONNECTION_TIMEOUT_SECONDS: '10' };
    const service = await Service.start({ on: 'postgres', env });
    const seen = await openSilent(service, 30);
    await eventually('those beyond ten are closed', () => seen.closed >= 20);
    expect(seen.closed).toBe(20);
    await eventually('the others are closed by their silence', () => seen.closed === 30, 30_000);
    expect(seen.answers).toBe('');
    expect(await isAlive(service)).toBe(true);
  });

  /**
   * What a client sees of a process that stops: statuses, of which 0 is a refused connection, and faults of
   * connections.
   */
  interface SeenStop {
    readonly notReady: number;
    readonly late: readonly [number, boolean];
    readonly closedEarly: number;
    readonly errors: readonly string[];
    readonly answers: readonly (string | undefined)[];
    readonly stopMs: number;
  }

  /**
   * Stops a service under connections of both sorts. Undefined when this process was held up for longer than its times.
   */
  async function watchStop(): Promise<SeenStop | undefined> {
    const service = await Service.start({ on: 'postgres', env: { ROLE: 'all' } });
    const ask = `GET /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\n\r\n`;
    const ready = `GET /api/v1/health/ready HTTP/1.1\r\nHost: x\r\n\r\n`;
    const nothing = { status: 0, text: '' };
    const sockets = await Promise.all(Array.from({ length: 6 }, () => openSocket(service.url)));
    const texts = sockets.map(() => '');
    const errors: string[] = [];
    sockets.forEach((socket, n) => {
      socket.on('data', (chunk: Buffer) => (texts[n] += chunk.toString()));
      socket.on('error', (error) => errors.push(error.message));
    });
    const kept = [0, 1];
    for (const n of kept) sockets[n]?.write(ask);
    await eventually('two have an answer', () => kept.every((n) => texts[n]?.includes('"results"')));
    texts.fill('');
    const told = performance.now();
    process.kill(service.pid, 'SIGTERM');

    // A load balancer sees the change while the process still takes what comes.
    const changed = await eventually('the process is not ready', async () => {
      const { status } = await sendRaw(service.url, ready).catch(() => nothing);
      return status === 200 ? undefined : { status };
    });
    const late = await sendRaw(service.url, ask).catch(() => nothing);
    const isDrainSeen = performance.now() - told < DRAIN_MS;

    let opened = told;
    await eventually('no new connection is taken', () => {
      const begun = performance.now();
      return openSocket(service.url).then(
        (socket) => {
          opened = begun;
          socket.destroy();
          return false;
        },
        () => true,
      );
    });
    const closedEarly = sockets.filter((socket) => socket.readableEnded || socket.closed).length;
    for (const socket of sockets) socket.write(ask);
    const isIdleSeen = performance.now() - opened < IDLE_MS;
    await within('the process ends', 35_000, service.exited);
    await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
    if (!isDrainSeen || !isIdleSeen) return undefined;
    const [stopped] = service.log.filter(({ msg }) => msg === 'process stopped');
    return {
      ...{ notReady: changed.status, late: [late.status, /connection: close/i.test(late.text)], closedEarly, errors },
      answers: texts.map((text) => /^HTTP\/1\.1 (\d+) /.exec(text)?.[1]),
      stopMs: Number(stopped?.['stop_ms']),
    };
  }

  it('are answered, not reset, when the process stops: new ones, and those that were open already', async () => {
    let seen: SeenStop | undefined;
    for (let run = 0; seen === undefined && run < MOST_RUNS; run += 1) seen = await watchStop();
    expect(seen).toMatchObject({ notReady: 503, late: [200, true], closedEarly: 0, errors: [] });
    expect(seen?.answers).toEqual(Array(6).fill('200'));
    expect(seen?.stopMs).toBeGreaterThanOrEqual(DRAIN_MS);
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
