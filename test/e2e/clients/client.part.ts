import { createClient } from '../../../clients/typescript/src/client.js';
import type { BatchwrightClient } from '../../../clients/typescript/src/client.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import type { UrlSite } from '../../support/url-site.js';

const contacts = (count: number, prefix = 'c') =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index}`,
    data: { name: `Contact ${index}` },
    ref: `row ${index + 2}`,
  }));

/** With pages that do not answer. */
export const client =
  (site: () => UrlSite): Part =>
  (own) => {
    const { KEYS } = own;

    describe('The TypeScript client', () => {
      let service: Service;
      let client: BatchwrightClient;

      beforeAll(async () => {
        service = await own.begin();
        client = createClient({ baseUrl: service.url, apiKey: KEYS.ana });
      });

      it('submits a batch, waits for its end, and reads its items page by page', async () => {
        const items = contacts(250);
        const { id } = await client.batches.submit({ kind: 'contact_analysis', items, name: 'From the client' });
        const seen: number[] = [];
        const ended = await client.batches.wait(id, { onProgress: ({ revision }) => seen.push(revision) });
        expect(ended).toMatchObject({ status: 'completed', counters: { total: 250, succeeded: 250 } });
        expect(seen).toEqual([...seen].sort((one, other) => one - other));
        const indexes: number[] = [];
        for await (const { index, ref } of client.batches.items(id, { limit: 100 })) {
          expect(ref).toBe(`row ${index + 2}`);
          indexes.push(index);
        }
        expect(indexes).toEqual(items.map((_, index) => index));
        const names: (string | null)[] = [];
        for await (const { name } of client.batches.all({ q: 'From the client' })) names.push(name);
        expect(names).toEqual(['From the client']);
      });

      it('waits by asking where no stream is wanted', async () => {
        const { id } = await client.batches.submit({ kind: 'contact_analysis', items: contacts(1, 'p') });
        await expect(client.batches.wait(id, { mode: 'poll', pollMs: 20 })).resolves.toMatchObject({
          status: 'completed',
        });
      });

      it('says of every item what is wrong, without storing anything', async () => {
        const before = (await client.batches.list({ limit: 1 })).results[0]?.id;
        const item = { id: 'x', data: {} };
        const checked = await client.batches.check({ kind: 'contact_analysis', items: [item, item] });
        expect(checked).toMatchObject({
          ...{ valid: false, total: 2 },
          items: [
            { index: 0, valid: true },
            { index: 1, valid: false, error: { code: 'DUPLICATE_ID' } },
          ],
        });
        expect((await client.batches.list({ limit: 1 })).results[0]?.id).toBe(before);
      });

      it('makes one batch of submissions with the same key', async () => {
        const submission = { kind: 'contact_analysis', items: contacts(1, 'once') } as const;
        const one = await client.batches.submit(submission, { idempotencyKey: 'once' });
        const other = await client.batches.submit(submission, { idempotencyKey: 'once' });
        expect(other.id).toBe(one.id);
        await expect(
          client.batches.submit({ ...submission, name: 'Another' }, { idempotencyKey: 'once' }),
        ).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
      });

      it('streams an export and gives its name', async () => {
        const { id } = await client.batches.submit({ kind: 'contact_analysis', items: contacts(3, 'x') });
        await client.batches.wait(id);
        const file = await client.batches.export(id, { format: 'ndjson' });
        expect(file.filename).toMatch(/\.ndjson$/);
        const rows: unknown[] = [];
        for await (const line of file.lines()) rows.push(JSON.parse(line));
        expect(rows).toHaveLength(3);
        const csv = await (await client.batches.export(id, { format: 'csv' })).text();
        expect(csv.trim().split('\r\n')).toHaveLength(4);
      });

      it('pauses, resumes, cancels, retries, changes and deletes', async () => {
        // Pages that do not answer: the batch is at work until it is cancelled.
        const { id } = await client.batches.submit({
          kind: 'url_analysis',
          items: Array.from({ length: 20 }, (_, index) => site().url(`/hold/${index}`)),
        });
        await expect(client.batches.pause(id)).resolves.toMatchObject({ status: 'paused' });
        await expect(client.batches.update(id, { priority: 'high' })).resolves.toMatchObject({ priority: 'high' });
        await client.batches.resume(id);
        await client.batches.cancel(id);
        await expect(client.batches.wait(id)).resolves.toMatchObject({ status: 'cancelled' });
        const { retried } = await client.batches.retry(id, { indexes: [0], statuses: ['cancelled', 'failed'] });
        expect(retried).toBe(1);
        await client.batches.cancel(id);
        await client.batches.wait(id);
        await client.batches.delete(id);
        await expect(client.batches.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      });

      it('tells a key that is not known', async () => {
        const unknown = createClient({ baseUrl: service.url, apiKey: 'not-a-key' });
        await expect(unknown.batches.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
      });
    });
  };
