import type { ItemField } from '../model/fields/item-schema.js';
import { guessColumns } from './guess-mapping.js';

const field = (path: string, type: ItemField['type'], ...synonyms: string[]): ItemField => ({
  path,
  type,
  isRequired: false,
  schema: { type },
  synonyms,
});
const FIELDS = [
  field('url', 'string', 'website', 'адрес'),
  field('count', 'integer'),
  field('data.email', 'string', 'e-mail'),
];

const guess = (names: readonly string[], rest?: string, taken: readonly string[] = []): Record<string, string | null> =>
  Object.fromEntries(
    guessColumns(names, { fields: FIELDS, rest }, 'text', new Set(taken)).map((column) => [
      column.name,
      column.isKept ? 'metadata' : column.field,
    ]),
  );

describe('The field of a column', () => {
  it.each([
    ['URL', 'url'],
    ['Web_Site', 'url'],
    ['web-site', 'url'],
    ['АДРЕС', 'url'],
    ['input.url', 'url'],
    ['Ref', 'ref'],
    ['É-Mail', 'data.email'],
    ['email', 'data.email'],
    ['Data.Email', 'data.email'],
    ['Something', 'metadata'],
    ['***', 'metadata'],
    ['_index', null],
  ])('%s is %s', (name, path) => {
    expect(guess([name])).toEqual({ [name]: path });
  });

  it('is given once: to the column with the name of the field, wherever it stands, before one with a synonym', () => {
    expect(guess(['Website', 'url', 'Адрес'])).toEqual({ Website: 'metadata', url: 'url', Адрес: 'metadata' });
    expect(guess(['url'], undefined, ['url'])).toEqual({ url: 'metadata' });
  });

  it('lies below the free-form object where the kind has one, unless another column fills it', () => {
    expect(guess(['Data.Email', 'email', 'Shoe size', 'data.Hat size'], 'data')).toEqual({
      'Data.Email': 'data.email',
      email: 'metadata',
      'Shoe size': 'data.Shoe size',
      'data.Hat size': 'data.Hat size',
    });
  });

  it('is told by an exported table, whose other columns are no input', () => {
    const leading = ['index', 'ref', 'status', 'error_code', 'error_message', 'started_at', 'ended_at'];
    const names = [...leading, 'score', 'input.url', 'input.data.Hat size', 'output.x', 'metadata', 'Own'];
    const target = { fields: FIELDS, rest: 'data', exported: ['score'] };
    const columns = guessColumns(names, target, 'text', new Set());
    expect(columns.filter(({ field, isKept }) => field !== null || isKept)).toMatchObject([
      { name: 'ref', field: 'ref' },
      { name: 'input.url', field: 'url' },
      { name: 'input.data.Hat size', field: 'data.Hat size' },
      { name: 'metadata', field: 'metadata' },
      { name: 'Own', field: 'data.Own' },
    ]);
    expect(guess(['index', 'status', 'score'])).toEqual({ index: 'metadata', status: 'metadata', score: 'metadata' });
  });

  it('says how its texts are converted', () => {
    const [count] = guessColumns(['Count'], { fields: FIELDS, rest: undefined }, 'text', new Set());
    expect(count?.convert.map(({ name }) => name)).toEqual(['number']);
  });
});
