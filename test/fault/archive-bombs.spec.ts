import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { within } from '../support/eventually.js';
import { form, profileUrl } from '../support/profiles.js';
import { Service } from '../support/service.js';

const MiB = 1024 * 1024;
const IMPORT = '/api/v1/profiles/import';
const ROW = 'Quillmark Systems,Chief Technology Officer,Builds things,Lisbon,May 2022,\r\n';

/** The offset of a ZIP's only directory entry. */
const directoryOf = (zip: Buffer): number => zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));

/** 64 MiB of nothing in 64 KiB. */
const bomb = (): Buffer => Buffer.from(zipSync({ 'Positions.csv': new Uint8Array(64 * MiB) }, { level: 9 }));

/** The same, whose directory says that it is small. */
function lyingBomb(): Buffer {
  const zip = bomb();
  zip.writeUInt32LE(MiB, directoryOf(zip) + 24);
  return zip;
}

describe('Uploads made to exhaust the service', () => {
  let service: Service;
  const key = KEYS.ana;

  beforeAll(async () => {
    service = await Service.start();
    // Loading modules is not part of the measurement.
    await upload([{ name: 'Positions.csv', content: `Company Name,Title,Started On\r\n${ROW}` }]);
  });

  afterAll(() => expectNoSilence(service));

  const upload = (files: Parameters<typeof form>[1]) =>
    service.request('POST', IMPORT, { key, ...form({ linkedin_url: profileUrl('somebody') }, files) });

  /** Most memory that the process held while something ran, above what it held before, in MiB. */
  async function growth(work: () => Promise<void>): Promise<number> {
    const held = (line: string): number =>
      Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1024;
    writeFileSync(`/proc/${service.pid}/clear_refs`, '5');
    const before = held('VmRSS');
    await work();
    return held('VmHWM') - before;
  }

  /** Sends rows of a CSV until the service answers or so many bytes are sent. */
  async function sendCsv(bytes: number): Promise<{ status: number; body: string; sent: number }> {
    const boundary = 'b';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="Positions.csv"\r\n\r\nCompany Name,Title\r\n`;
    const sending = request(`${service.url}${IMPORT}`, {
      method: 'POST',
      headers: { 'X-API-Key': key, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    });
    sending.on('error', () => undefined);
    const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
      sending.once('response', (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      });
      sending.once('close', () => reject(new Error('closed without an answer')));
    });
    answer.catch(() => undefined);
    const chunk = ROW.repeat(Math.ceil((256 * 1024) / ROW.length));
    let isAnswered = false;
    void answer.then(() => (isAnswered = true));
    let sent = 0;
    sending.write(head);
    while (sent < bytes && !isAnswered && !sending.destroyed) {
      sent += chunk.length;
      if (sending.write(chunk)) continue;
      const waiting = new AbortController();
      const { signal } = waiting;
      const ends = [once(sending, 'drain', { signal }), once(sending, 'close', { signal }), answer];
      await Promise.race(ends).catch(() => undefined);
      waiting.abort();
    }
    const { status, body } = await answer;
    sending.destroy();
    return { status, body, sent };
  }

  it('refuses a CSV of 1 GB after its first megabytes, in little memory ', async () => {
    let answer = { status: 0, body: '', sent: 0 };
    const grown = await growth(async () => {
      answer = await within('the answer', 30_000, sendCsv(1024 * MiB));
    });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      422,
      expect.objectContaining({
        error_code: 'ARCHIVE_REJECTED',
        details: { reason: 'too_large', file: 'Positions.csv', limit: 8 * MiB, value: expect.any(Number) },
      }),
    ]);
    expect(answer.sent).toBeLessThan(64 * MiB);
    expect(grown).toBeLessThan(64);
  });

  it.each([
    ['a zip bomb', bomb, 'expands_too_much'],
    ['a zip bomb whose directory lies', lyingBomb, 'expands_too_much'],
    [
      'an entry that leaves its folder',
      () =>
        Buffer.from(zipSync({ 'Positions.csv': Buffer.from(ROW), '../../etc/cron.d/Profile.csv': Buffer.from(ROW) })),
      'unsafe_path',
    ],
  ])(
    'refuses %s, in little memory',
    async (_, zip, reason) => {
      const content = zip();
      const grown = await growth(async () => {
        const answer = await within('the answer', 30_000, upload([{ name: 'export.zip', content }]));
        expect(answer.status).toBe(422);
        expect(answer.body).toMatchObject({ error_code: 'ARCHIVE_REJECTED', details: { reason } });
      });
      expect(grown).toBeLessThan(64);
    },
    60_000,
  );

  it('goes on working after them', async () => {
    const answer = await upload([{ name: 'Positions.csv', content: `Company Name,Title,Started On\r\n${ROW}` }]);
    expect([answer.status, answer.at('counts', 'experience')]).toEqual([201, 1]);
  });
});
