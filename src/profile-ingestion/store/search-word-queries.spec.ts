import type { DataSource } from 'typeorm';
import { SearchWordQueries } from './search-word-queries.js';

function counting(texts: number) {
  const asked: string[] = [];
  const query = (sql: string) => {
    asked.push(sql);
    return Promise.resolve(Array.from({ length: texts }, (_, n) => ({ text: `word${n}` })));
  };
  return { asked, queries: new SearchWordQueries({ query } as unknown as DataSource) };
}

describe('SearchWordQueries', () => {
  it('counts the words of an owner once for all who ask within a minute, always of the same texts', async () => {
    const { asked, queries } = counting(30);
    await Promise.all([queries.weights(1, 'profile'), queries.weights(1, 'profile')]);
    await queries.weights(1, 'profile');
    expect(asked).toEqual([expect.stringContaining('ORDER BY created_at DESC, id DESC LIMIT')]);
    await queries.weights(1, 'company');
    await queries.weights(2, 'profile');
    expect(asked).toHaveLength(3);
  });

  it('asks again while there are too few texts', async () => {
    const { asked, queries } = counting(19);
    expect([await queries.weights(1, 'profile'), await queries.weights(1, 'profile')]).toEqual([null, null]);
    expect(asked).toHaveLength(2);
  });
});
