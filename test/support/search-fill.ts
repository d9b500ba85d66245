import { blockColumns, toBlocks } from '../../src/batch/model/search/search-blocks.js';

/** Batches whose blocks are written with one statement. */
const AT_ONCE = 1000;

interface Client {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** The input of an item, so that a search finds it by a word that no other has, or by words that all have. */
export const searchInput = (batch: number, index: number): { readonly url: string } => ({
  url: `https://b${batch}n${index}.example.com/page`,
});

/** SQL: the same input. */
export const SEARCH_INPUT = `jsonb_build_object('url', 'https://b' || b.id || 'n' || n || '.example.com/page')`;

/** Adds the words of the inputs of batches `from` to `to`, with so many items each, as their submission would have. */
export async function fillSearch(client: Client, from: number, to: number, items: number): Promise<void> {
  for (let first = from; first <= to; first += AT_ONCE) {
    const batches = Array.from({ length: Math.min(AT_ONCE, to - first + 1) }, (_, n) => first + n);
    const blocks = batches.flatMap((batch) =>
      toBlocks(Array.from({ length: items }, (_, index) => ({ index, input: searchInput(batch, index) }))).map(
        (block) => ({
          batch,
          block,
        }),
      ),
    );
    await client.query(
      `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
       SELECT * FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::bytea[])`,
      [blocks.map(({ batch }) => batch), ...blockColumns(blocks.map(({ block }) => block))],
    );
  }
}
