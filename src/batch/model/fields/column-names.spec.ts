import { columnNames } from './column-names.js';

describe('The names of columns', () => {
  it('are the headers, numbered where they are equal, and by place where they are empty', () => {
    expect(columnNames(['A', 'A', 'A (2)', '', 'A', 'B'])).toEqual([
      'A',
      'A (2)',
      'A (2) (2)',
      'Column 4',
      'A (3)',
      'B',
    ]);
  });

  it('stay as they are when they are named again', () => {
    const names = columnNames(['A', 'A', 'A (2)', 'A', '']);
    expect(columnNames(names)).toEqual(names);
  });
});
