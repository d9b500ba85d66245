import { randomUUID } from 'node:crypto';
import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { expectNoSilence } from '../../support/event-loop.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

interface Hit {
  readonly found_in: string;
  readonly batch: { readonly id: string; readonly name: string | null };
  readonly item: { readonly index: number; readonly ref: string | null; readonly excerpt: string } | null;
}

/** A cursor with this place. */
const cursorAt = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A contact that a worker inserts. */
const contact = (id: string, data: object, ref?: string): object => ({
  id,
  data,
  ...(ref === undefined ? {} : { ref }),
});

export const search: Part = (own) => {
  const { KEYS } = own;

  describe('The search', () => {
    let service: Service;
    let first = '';
    let second = '';

    const end = (id: string, key: string): Promise<unknown> =>
      eventually('the batch has ended', async () => {
        return (await service.request('GET', `/api/v1/batches/${id}`, { key })).at('completed_at') !== null;
      });
    const submit = async (key: string, name: string, items: readonly object[]): Promise<string> => {
      const made = await service.request('POST', '/api/v1/batches', {
        key,
        body: { kind: 'contact_analysis', name, items },
      });
      await end(String(made.at('id')), key);
      return String(made.at('id'));
    };
    /** The same with the header and the items as lines; answers the id. */
    const submitLines = async (key: string, name: string, items: readonly object[]): Promise<string> => {
      const raw = [{ kind: 'contact_analysis', name }, ...items].map((line) => JSON.stringify(line)).join('\n');
      const headers = { 'Content-Type': 'application/x-ndjson' };
      const made = await service.request('POST', '/api/v1/batches', { key, raw, headers });
      expect(made.status).toBe(201);
      await end(String(made.at('id')), key);
      return String(made.at('id'));
    };
    const ask = (q: string, more: Readonly<Record<string, string>> = {}, key = KEYS.ana): Promise<Answer> =>
      service.request('GET', `/api/v1/search?${new URLSearchParams({ q, ...more }).toString()}`, { key });
    /** What a page has. */
    const hits = (answer: Answer): readonly Hit[] => {
      expect(answer.status).toBe(200);
      return answer.at('results') as readonly Hit[];
    };
    /** What is found: on a busy machine the time of a search may be up before it has looked at everything. */
    const whole = async (
      q: string,
      more: Readonly<Record<string, string>> = {},
      key = KEYS.ana,
    ): Promise<readonly Hit[]> => {
      const collected: Hit[] = [];
      let cursor: Readonly<Record<string, string>> = {};
      for (;;) {
        const page = await ask(q, { limit: '100', ...more, ...cursor }, key);
        collected.push(...hits(page));
        if (page.at('truncated') !== true || page.at('next_cursor') === null || collected.length >= 100)
          return collected.slice(0, 100);
        cursor = { cursor: String(page.at('next_cursor')) };
      }
    };
    /** The same: where, in which batch, which item. */
    const found = async (q: string, key: string = KEYS.ana): Promise<readonly (string | number | null)[][]> =>
      (await whole(q, {}, key)).map(({ found_in, batch, item }) => [
        found_in,
        batch.id,
        item === null ? null : item.index,
      ]);

    beforeAll(async () => {
      service = await own.begin();
      first = await submit(KEYS.ana, 'Friday 100% imports', [
        contact(
          's-1',
          { name: 'Ana Quaresma', email: 'ana.quaresma@example.com', site: 'https://www.Example.com/Pricing?id=7' },
          'row-1',
        ),
        contact('s-2', { name: 'Bruno Lima', note: 'Müller & Söhne GmbH' }, 'row-2'),
        contact('s-1', { name: 'Twice' }, 'Row-3'),
      ]);
      second = await submit(KEYS.ana, 'Monday', [
        contact('s-1', { name: 'Again', city: '東京電力' }, 'row-10'),
        contact('s-3', { name: 'Carla Quaresma', nested: { list: [{ code: 4711 }] } }),
      ]);
      await submit(KEYS.otto, 'Friday of otto', [contact('o-1', { name: 'Otto Quaresma' }, 'row-1')]);
    });

    it('finds a batch by its id and by a part of its name', async () => {
      expect(await found(first.toUpperCase())).toEqual([['batch_id', first, null]]);
      expect(await found('friday')).toEqual([['name', first, null]]);
      expect(await found('100% IMP')).toEqual([['name', first, null]]);
      expect(await found('100_')).toEqual([]);
    });

    it('finds an item by the beginning of its ref, the newest batch first and its refs in order', async () => {
      const byRef = (await found('row-')).filter(([place]) => place === 'ref');
      expect(byRef).toEqual([
        ['ref', second, 0],
        ['ref', first, 0],
        ['ref', first, 1],
      ]);
      expect((await found('Row-')).filter(([place]) => place === 'ref')).toEqual([['ref', first, 2]]);
      expect(await found('%')).toEqual([['name', first, null]]);
    });

    it('finds failures by code and by words of the message, the newest batch first, the first item of each', async () => {
      expect(await found('duplicate_id')).toEqual(
        expect.arrayContaining([
          ['error_code', second, 0],
          ['error_code', first, 2],
        ]),
      );
      const message = (await whole('s-1')).map(({ found_in: place, batch, item }) => [place, batch.id, item?.index]);
      expect(message).toEqual([
        ['error_message', second, 0],
        ['error_message', first, 2],
        ['input', second, 0],
        ['input', first, 0],
        ['input', first, 2],
      ]);
    });

    it.each([
      ['https://www.example.com/pricing?id=7', 0],
      ['EXAMPLE.com', 0],
      ['quaresma ana', 0],
      ['ana.quaresma@example.com', 0],
      ['muller sohne', 1],
      ['“Müller & Söhne”', 1],
    ])('finds an item by words of its input: %s', async (q, index) => {
      expect(await found(q)).toEqual([['input', first, index]]);
    });

    it('finds numbers, nested texts and scripts without spaces, and shows what was found', async () => {
      const [nested] = await whole('4711');
      expect([nested?.found_in, nested?.item?.index]).toEqual(['input', 1]);
      expect(nested?.item?.excerpt).toContain('4711');
      expect(await found('京電')).toEqual([['input', second, 0]]);
    });

    it('finds an item only when it has all words itself', async () => {
      expect(await found('bruno quaresma')).toEqual([]);
      expect(await found('quaresm')).toEqual([]);
      expect(await found('!!!')).toEqual([]);
    });

    it('finds own batches only; an admin all, or one owner’s', async () => {
      expect(await found(first, KEYS.otto)).toEqual([]);
      expect(await found('ana quaresma', KEYS.otto)).toEqual([]);
      expect(await found('duplicate_id', KEYS.otto)).toEqual([]);
      expect((await found('row-', KEYS.otto)).map(([place]) => place)).toEqual(['ref']);
      expect((await found('quaresma', KEYS.admin)).map(([place]) => place)).toEqual(['input', 'input', 'input']);
      expect(await whole('quaresma', { owner: String(own.userId('otto')) }, KEYS.admin)).toHaveLength(1);
      expect((await ask('quaresma', { owner: String(own.userId('otto')) })).status).toBe(403);
    });

    it('finds batches, but no items, with a key that may not read items of the kind', async () => {
      const keyWith = async (...scopes: readonly string[]): Promise<string> => {
        const body = { name: 'narrow', scopes, user_id: own.userId('ana') };
        return String((await service.request('POST', '/api/v1/keys', { body })).at('key'));
      };
      const key = await keyWith('batch:read', 'url:read');
      expect(await found('friday', key)).toEqual([['name', first, null]]);
      expect(await found(first, key)).toEqual([['batch_id', first, null]]);
      for (const q of ['row-1', 'duplicate_id', 'stored already', 'ana quaresma'])
        expect(await found(q, key)).toEqual([]);
      expect((await ask('friday', {}, await keyWith('url:read'))).status).toBe(403);
    });

    it('gives the same in pages of one as at once', async () => {
      for (const q of ['row-', 's-1', 'quaresma', 'duplicate_id']) {
        const pages: Hit[] = [];
        let cursor: string | undefined;
        do {
          const page = await ask(q, { limit: '1', ...(cursor === undefined ? {} : { cursor }) });
          pages.push(...hits(page));
          expect(hits(page).length).toBeLessThanOrEqual(1);
          cursor = (page.at('next_cursor') ?? undefined) as string | undefined;
        } while (cursor !== undefined);
        expect(pages).toEqual(await whole(q));
      }
    });

    /** The places of all pages of one, or of those until one of this phase with a batch. */
    const placesOf = async (q: string, key: string, until?: string): Promise<readonly (readonly unknown[])[]> => {
      const places: unknown[][] = [];
      let cursor: Readonly<Record<string, string>> = {};
      for (;;) {
        const next = (await ask(q, { limit: '1', ...cursor }, key)).at('next_cursor');
        if (next === null) return places;
        const place = JSON.parse(Buffer.from(String(next), 'base64url').toString('utf8')) as unknown[];
        places.push(place);
        if (place[0] === until && typeof place[2] === 'number') return places;
        cursor = { cursor: String(next) };
      }
    };
    it('tells in its cursors nothing of other owners, however many refs of theirs lie between', async () => {
      await submit(KEYS.ana, 'Between', [contact('k-1', {}, 'k-0001'), contact('k-2', {}, 'k-9999')]);
      const others = Array.from({ length: 2100 }, (_, n) => contact(`k-${n}`, {}, `k-${1000 + n}`));
      await submitLines(KEYS.otto, 'Of otto', others);
      expect((await whole('k-')).filter(({ found_in: place }) => place === 'ref').map(({ item }) => item?.ref)).toEqual(
        ['k-0001', 'k-9999'],
      );
      const places = await placesOf('k-', KEYS.ana);
      expect(places.filter(([phase]) => phase === 'ref')).not.toEqual([]);
      const ofOtto = (await placesOf('k-1', KEYS.otto, 'ref')).at(-1)?.[2];
      expect(ofOtto).toEqual(expect.any(Number));
      for (const [, , id, , ref] of places) {
        expect(id).not.toBe(ofOtto);
        if (ref !== undefined) expect(['k-0001', 'k-9999']).toContain(ref);
      }
    });

    it.each([
      ['ref', ['row-', -1, 'row']],
      ['input', ['quaresma', -1]],
    ] as const)(
      'shows nothing of another owner behind a cursor that somebody wrote: %s',
      async (phase, [q, ...inside]) => {
        const [, , id] =
          (await placesOf('quaresma', KEYS.ana))
            .filter(([at, , , index]) => at === 'input' && index !== undefined)
            .at(-1) ?? [];
        const cursor = cursorAt([phase, '2126-01-01T00:00:00Z', id, ...inside]);
        const theirs = await whole(q, { cursor }, KEYS.otto);
        expect(theirs.map(({ batch }) => batch.name)).not.toContain('Friday 100% imports');
        expect((await whole(q, { cursor })).map(({ batch }) => batch.id)).toContain(first);
      },
    );

    it('searches one kind when told so', async () => {
      expect(await whole('quaresma', { kind: 'url_analysis' })).toEqual([]);
      expect(await whole('quaresma', { kind: 'contact_analysis' })).toHaveLength(2);
    });

    it.each<readonly [string, Readonly<Record<string, string>>, string]>([
      ['no text', {}, 'q'],
      ['an empty text', { q: '' }, 'q'],
      ['a blank text', { q: '  ' }, 'q'],
      ['too long a text', { q: 'x'.repeat(201) }, 'q'],
      ['an unknown kind', { q: 'x', kind: 'nothing' }, 'kind'],
      ['a cursor that is none', { q: 'x', cursor: 'bm8' }, 'cursor'],
      ['a cursor of another list', { q: 'x', cursor: cursorAt(['2026-01-01T00:00:00Z', 1]) }, 'cursor'],
      ['a cursor with a hole', { q: 'x', cursor: cursorAt(['input', '2026-01-01T00:00:00Z']) }, 'cursor'],
      ['a limit above 100', { q: 'x', limit: '101' }, 'limit'],
    ])('refuses %s', async (_, query, field) => {
      const answer = await service.request('GET', `/api/v1/search?${new URLSearchParams(query).toString()}`);
      expect([answer.status, answer.at('validation_errors', 0, 'field')]).toEqual([422, field]);
    });

    it('finds an input by what a retry corrected it to', async () => {
      // Of another owner than the batches that the other tests find.
      const key = KEYS.bruno;
      const id = await submit(key, 'Correction', [contact('c-1', {}), contact('c-1', { name: 'Wrongname' })]);
      expect(await found('wrongname', key)).toEqual([['input', id, 1]]);
      const inputs = { 1: { id: randomUUID(), data: { name: 'Rightname' } } };
      const retried = await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: { inputs } });
      expect(retried.status).toBe(200);
      expect(await found('rightname', key)).toEqual([['input', id, 1]]);
      expect(await found('wrongname', key)).toEqual([]);
      await end(id, key);
    });

    it('finds one among thousands, also in a large input, and nothing of what was deleted', async () => {
      const rows = Array.from({ length: 3000 }, (_, n) => contact(`many-${n}`, { name: `Number needle${n}` }));
      const large = { name: 'Large needle', texts: Array.from({ length: 40 }, () => 'x'.repeat(4000)) };
      const id = await submitLines(KEYS.ana, 'Many', [...rows, contact('large', large)]);
      expect(await found('needle1999')).toEqual([['input', id, 1999]]);
      expect(await found('large needle')).toEqual([['input', id, 3000]]);
      expect(await found('needle')).toHaveLength(1);
      expect(await whole('number')).toHaveLength(100);
      await expectNoSilence(service);
      expect((await service.request('DELETE', `/api/v1/batches/${id}`, { key: KEYS.ana })).status).toBe(204);
      expect(await found('needle1999')).toEqual([]);
    });
  });
};
