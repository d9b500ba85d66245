import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

/** Items of a batch whose refs are more than a search takes out of their index at once. */
const MANY = 2500;

type Query = Readonly<Record<string, string>>;

export const itemSearch: Part = (own) => {
  const { KEYS } = own;

  describe('A text as a filter of items', () => {
    let service: Service;
    let few = '';
    let many = '';

    const submit = async (items: readonly object[]): Promise<string> => {
      const raw = [{ kind: 'contact_analysis' }, ...items].map((line) => JSON.stringify(line)).join('\n');
      const headers = { 'Content-Type': 'application/x-ndjson' };
      const made = await service.request('POST', '/api/v1/batches', { key: KEYS.ana, raw, headers });
      const path = `/api/v1/batches/${String(made.at('id'))}`;
      await eventually('the batch has ended', async () => {
        return (await service.request('GET', path, { key: KEYS.ana })).at('completed_at') !== null;
      });
      return String(made.at('id'));
    };
    const ask = (id: string, query: Query, key = KEYS.ana): Promise<Answer> =>
      service.request('GET', `/api/v1/batches/${id}/items?${new URLSearchParams(query).toString()}`, { key });
    const indexes = (answer: Answer): readonly number[] => {
      expect(answer.status).toBe(200);
      return (answer.at('results') as readonly { readonly index: number }[]).map(({ index }) => index);
    };
    /** Of all pages: on a busy machine the time of a page may be up before it has looked at everything. */
    const found = async (id: string, query: Query): Promise<readonly number[]> => {
      const collected: number[] = [];
      for (let page = await ask(id, query); ;) {
        collected.push(...indexes(page));
        expect(typeof page.at('truncated')).toBe('boolean');
        if (page.at('next_cursor') === null) return collected;
        page = await ask(id, { ...query, cursor: String(page.at('next_cursor')) });
      }
    };

    beforeAll(async () => {
      service = await own.begin();
      few = await submit([
        { id: 'i-1', ref: 'row-1', data: { name: 'Ana Souza', site: 'https://www.Example.com/Pricing?id=7' } },
        { id: 'i-2', ref: 'row-2', data: { note: 'Müller & Söhne 100%' } },
        { id: 'i-1', ref: 'Row-3', data: { name: 'Twice Souza' } },
        { id: 'i-4', data: { name: 'No ref, like row-1' } },
      ]);
      many = await submit(
        Array.from({ length: MANY }, (_, n) => ({
          id: `m-${n % 900 === 899 ? 0 : n}`,
          ref: `line-${n}`,
          data: { name: `Contact number${n} of many`, n },
        })),
      );
    });

    it.each<readonly [string, Query, readonly number[]]>([
      ['the beginning of a ref, and words of an input', { q: 'row-1' }, [0, 3]],
      ['the same with spaces around', { q: ' row-1 ' }, [0, 3]],
      ['a ref as it is written', { q: 'Row-3' }, [2]],
      ['a code in any case', { q: 'duplicate_id' }, [2]],
      ['parts of words of a message', { q: 'arlier i-1' }, [2]],
      ['words of an input, in any case and without accents', { q: 'MULLER sohne' }, [1]],
      ['a URL', { q: 'https://www.example.com/pricing?id=7' }, [0]],
      ['words that are not in one item', { q: 'souza muller' }, []],
      ['signs that mean nothing', { q: '%' }, []],
      ['nothing', { q: '!!!' }, []],
      ['words, in a state', { q: 'souza', status: 'failed' }, [2]],
      ['words, with a code', { q: 'souza', code: 'DUPLICATE_ID' }, [2]],
      ['words, with a code that there is none of', { q: 'souza', code: 'TIMEOUT' }, []],
      ['a ref, in a state', { q: 'row', status: 'succeeded' }, [0, 1, 3]],
    ])('finds %s', async (_, query, expected) => {
      expect(await found(few, query)).toEqual(expected);
    });

    it.each<readonly [string, Query, readonly number[]]>([
      ['one of many refs', { q: 'line-2041' }, [2041]],
      ['one of many inputs', { q: 'number2345' }, [2345]],
      ['errors', { q: 'm-0 stored' }, [899, 1799]],
      ['what all have, in a state', { q: 'contact many', status: 'failed' }, [899, 1799]],
      ['more refs than their index is asked for, in a state', { q: 'line-', status: 'failed' }, [899, 1799]],
    ])('finds %s in a larger batch', async (_, query, expected) => {
      expect(await found(many, query)).toEqual(expected);
    });

    it.each(['line-', 'contact of many'])('gives in pages each item once and in order: %s', async (q) => {
      expect(await found(many, { q })).toEqual(Array.from({ length: MANY }, (_, n) => n));
      // A machine that stands still for a moment may use up the time of a search within a page, which then has fewer
      // and says where it ended.
      const page = await ask(many, { q, limit: '7', cursor: '990' });
      const given = indexes(page);
      expect(given).toEqual([991, 992, 993, 994, 995, 996, 997].slice(0, given.length));
      if (page.at('truncated') !== true) expect([given.length, page.at('next_cursor')]).toEqual([7, 997]);
    });

    it('finds what a retry corrected, and no longer what it was', async () => {
      const id = await submit([{ id: 'i-1', data: { name: 'Wrongname' } }]);
      const inputs = { 0: { id: `i-${id}`, data: { name: 'Rightname' } } };
      const retried = await service.request('POST', `/api/v1/batches/${id}/retry`, { key: KEYS.ana, body: { inputs } });
      expect(retried.status).toBe(200);
      expect(await found(id, { q: 'rightname' })).toEqual([0]);
      expect(await found(id, { q: 'wrongname' })).toEqual([]);
    });

    it('shows nothing to others, nor to a key that may not read items of the kind', async () => {
      expect((await ask(few, { q: 'souza' }, KEYS.otto)).status).toBe(404);
      const body = { name: 'narrow', scopes: ['batch:read', 'url:read'], user_id: own.userId('ana') };
      const key = String((await service.request('POST', '/api/v1/keys', { body })).at('key'));
      expect((await ask(few, { q: 'souza' }, key)).status).toBe(403);
    });

    it.each(['', '  ', 'x'.repeat(201)])('refuses an empty, a blank and a long text: "%.3s"', async (q) => {
      const answer = await ask(few, { q });
      expect([answer.status, answer.at('validation_errors', 0, 'field')]).toEqual([422, 'q']);
    });
  });
};
