import { figuresOf, interval } from './figures.js';

describe('figures of an evaluation', () => {
  it('are the shares of a table with their numbers of cases', () => {
    const rows = [['phone', 339, '0.991', '0.994', '0.926']];
    const columns = ['field', 'gold', 'recall', 'precision', 'naive recall'];
    expect(figuresOf({ title: 'webstruct: 101 pages', columns, rows })).toEqual([
      { name: 'webstruct: n pages / phone / recall', value: 0.991, cases: 339 },
      { name: 'webstruct: n pages / phone / precision', value: 0.994, cases: 339 },
    ]);
  });

  it('have an interval that is wider for fewer cases', () => {
    expect(interval({ name: '', value: 0.8, cases: 100 })).toBeCloseTo(0.078, 2);
    expect(interval({ name: '', value: 0.8, cases: 10_000 })).toBeCloseTo(0.0078, 3);
    expect(interval({ name: '', value: 0.8, cases: 0 })).toBe(0.01);
  });
});
