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
    ['1.5 million', 1_500_000, '10001+'],
    ['1,5 Millionen Beschäftigte', 1_500_000, '10001+'],
    ['1.2k', 1_200, '1001-5000'],
    ['12.5K employees', 12_500, '10001+'],
    ['FY2023: 4,812', 4_812, '1001-5000'],
    ['FY23: 812 employees', 812, '501-1000'],
    ['2023: 340', 340, '201-500'],
    ['As of December 31, 2023, we had 1,234 employees', 1_234, '1001-5000'],
    ['31. Dezember 2023: 187 Mitarbeiter', 187, '51-200'],
    ['au 31 décembre 2022, 96 salariés', 96, '51-200'],
    ['Founded in 1998, 250 employees in 12 countries', 250, '201-500'],
    ['Employees: 500 (2022: 450)', 500, '201-500'],
    ['2,5 тыс. человек', 2_500, '1001-5000'],
    ['従業員数 1,200名（2023年3月末現在）', 1_200, '1001-5000'],
    ['1.2万人', 12_000, '10001+'],
    ['１２００人', 1_200, '1001-5000'],
    ['٢٥٠ موظف', 250, '201-500'],
    ['1,20,000', 120_000, '10001+'],
    ['2 mil empleados', 2_000, '1001-5000'],
    ['revenue $5 million, 40 staff', 40, '11-50'],
    ['2015', 2_015, '1001-5000'],
    ['Dover 40 employees', 40, '11-50'],
    ['Standort Hannover 250 Mitarbeiter', 250, '201-500'],
    ['Werk Halle 120 Mitarbeiter', 120, '51-200'],
    ['Founder 50 employees', 50, '11-50'],
    ['alle 50 Mitarbeiter', 50, '11-50'],
    ['1,234 thousand employees', 1_234_000, '10001+'],
    ['1,234 million employees', 1_234_000, '10001+'],
    ['١٬٢٣٤٬٥٦٧', 1_234_567, '10001+'],
    ['ISO 9001 and 14001, 250', 250, '201-500'],
    ['ISO 9001 and 1200 employees', 1_200, '1001-5000'],
    ['50-60 % growth, 40 in all', 40, '11-50'],
    ['circa 2000 dipendenti in 14 paesi', 2_000, '1001-5000'],
    ['est. 2000 employees in 12 offices', 2_000, '1001-5000'],
    ['per 2000 employees', 2_000, '1001-5000'],
    ['in 2000 employees', 2_000, '1001-5000'],
    ['In 2023 employees: 340', 340, '201-500'],
    ['offices in 14 countries (2000 employees)', 2_000, '1001-5000'],
    ['pro 45 zaměstnanců v roce 2020', 45, '11-50'],
    ['since 2015 we set 40 employees to work', 40, '11-50'],
    ['May 45 employees since 2012', 45, '11-50'],
    ["Dec '23: 187 employees", 187, '51-200'],
    ["December '23: 187", 187, '51-200'],
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
    ['1k-5k', 1_000, 5_000, '1001-5000'],
    ['1-5k employees', 1_000, 5_000, '1001-5000'],
    ['1.5K+', 1_500, null, '1001-5000'],
    ['between 200 and 500', 200, 500, '201-500'],
    ['de 50 à 99 salariés', 50, 99, '51-200'],
    ['5.001 bis 10.000', 5_001, 10_000, '5001-10000'],
    ['100人以上', 100, null, '51-200'],
    ['员工超过 500 人', 500, null, '201-500'],
    ['>300 employees', 300, null, '201-500'],
    ['at most 40 employees', null, 40, '11-50'],
    ['over 1.5 million employees', 1_500_000, null, '10001+'],
    [{ minValue: 11, maxValue: '50' }, 11, 50, '11-50'],
    [{ minValue: 51 }, 51, null, '51-200'],
  ])('reads %j as a range', (raw, min, max, range) => {
    const count = parseEmployees(raw);
    expect(count).toMatchObject({ min, max, exact: null });
    expect(count && employeeRange(count)).toBe(range);
  });

  it('preserves the wording of the source', () => expect(parseEmployees('10-50')?.reported).toBe('10-50'));

  it.each([
    0,
    -5,
    1.5,
    '',
    'many',
    '1.5',
    '0',
    '-5',
    '5%',
    '$5 million',
    '31.12.2023',
    null,
    undefined,
    true,
    [],
    {},
    '(2014)',
    'ISO 9001 and 14001',
    'Employees 50-60 %',
    { minValue: 50, maxValue: 10 },
  ])('finds no number in %j', (raw) => expect(parseEmployees(raw)).toBeNull());

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
