import { companySize, employeeRange, parseEmployees } from './employee-range.js';

describe('employees', () => {
  it.each([
    [750, 750, '501-1000'],
    ['750', 750, '501-1000'],
    ['60,000 (2014)', 60_000, '10001+'],
    ['29\u00a0500', 29_500, '10001+'],
    ['29 500', 29_500, '10001+'],
    ['1.200 Mitarbeiter (Stand 2020)', 1_200, '1001-5000'],
    ['ca. 340 in 2019', 340, '201-500'],
    ['5k', 5_000, '1001-5000'],
    [{ '@type': 'QuantitativeValue', value: 12 }, 12, '11-50'],
    ["12'000", 12_000, '10001+'],
  ])('reads %j exactly', (raw, exact, range) => {
    const count = parseEmployees(raw);
    expect(count?.exact).toBe(exact);
    expect(count && employeeRange(count)).toBe(range);
  });

  it.each([
    ['250+', 250, null, '201-500'],
    ['10-50', 10, 50, '11-50'],
    ['501–1,000 employees', 501, 1_000, '501-1000'],
    ['1001-5000', 1_001, 5_000, '1001-5000'],
    ['10001+', 10_001, null, '10001+'],
    ['more than 1.200 employees', 1_200, null, '1001-5000'],
    ['plus de 300 salariés', 300, null, '201-500'],
    ['weniger als 50', null, 50, '11-50'],
    [{ minValue: 11, maxValue: '50' }, 11, 50, '11-50'],
    [{ minValue: 51 }, 51, null, '51-200'],
  ])('reads %j as a range', (raw, min, max, range) => {
    const count = parseEmployees(raw);
    expect(count).toMatchObject({ min, max, exact: null });
    expect(count && employeeRange(count)).toBe(range);
  });

  it('preserves the wording of the source', () => expect(parseEmployees('10-50')?.reported).toBe('10-50'));

  it.each([0, -5, 1.5, '', 'many', null, undefined, true, [], {}, '(2014)', { minValue: 50, maxValue: 10 }])(
    'finds no number in %j',
    (raw) => expect(parseEmployees(raw)).toBeNull(),
  );

  it.each([
    ['1-10', '1-50'],
    ['11-50', '1-50'],
    ['51-200', '51-200'],
    ['201-500', '201-1000'],
    ['501-1000', '201-1000'],
    ['1001-5000', '1000+'],
    ['10001+', '1000+'],
    [null, 'Unknown'],
    ['a lot', 'Unknown'],
  ])('puts %s into the summary bucket %s [S3-41]', (range, size) => expect(companySize(range)).toBe(size));
});
