import { ARCHIVE_LIMITS } from './archive-limits.js';
import { readTable } from './csv-table.js';

const COLUMNS = { company: ['companyname'], title: ['title'] };

describe('A table', () => {
  it.each([
    ['too_many_cells', ','.repeat(ARCHIVE_LIMITS.cells), ARCHIVE_LIMITS.cells],
    ['too_many_rows', `Company Name,Title\n${'a,b\n'.repeat(ARCHIVE_LIMITS.rows + 1)}`, ARCHIVE_LIMITS.rows],
  ])('that breaks a limit (%s) is refused with the file, the limit and the value', async (reason, csv, limit) => {
    await expect(readTable(Buffer.from(csv), COLUMNS, ARCHIVE_LIMITS, 'positions.csv')).rejects.toMatchObject({
      code: 'ARCHIVE_REJECTED',
      details: { reason, file: 'positions.csv', limit, value: limit + 1 },
    });
  });
});
