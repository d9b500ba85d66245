import { parsePartialDate, saysPresent } from './partial-date.js';

describe('parsePartialDate', () => {
  it.each([
    ['May 2026', 2026, 5],
    ['Sep 2023', 2023, 9],
    ['Sept. 2023', 2023, 9],
    ['May 1, 2020', 2020, 5],
    ['1 May 2020', 2020, 5],
    ['May-20', 2020, 5],
    ['Mai 2020', 2020, 5],
    ['Mär. 2019', 2019, 3],
    ['Dezember 2018', 2018, 12],
    ['août 2019', 2019, 8],
    ['févr. 2021', 2021, 2],
    ['juin 2021', 2021, 6],
    ['juil. 2021', 2021, 7],
    ['1er janvier 2015', 2015, 1],
    ['mayo de 2020', 2020, 5],
    ['ene. 2022', 2022, 1],
    ['dic 2017', 2017, 12],
    ['março de 2020', 2020, 3],
    ['out de 2018', 2018, 10],
    ['set 2016', 2016, 9],
    ['2022', 2022, null],
    ['2020-05', 2020, 5],
    ['2020-05-01', 2020, 5],
    ['2020-05-01T10:00:00Z', 2020, 5],
    ['05/2020', 2020, 5],
    ['05/05/2020', 2020, 5],
    ['05/13/2020', 2020, 5],
    ['13/05/2020', 2020, 5],
    ['2020年5月', 2020, 5],
    ['2020年', 2020, null],
  ])('reads %s', (text, year, month) => expect(parsePartialDate(text)).toEqual({ year, month }));

  it('returns only the year where day and month are ambiguous', () => {
    expect(parsePartialDate('05/12/2020')).toEqual({ year: 2020, month: null });
  });

  it.each([
    '',
    '  ',
    'Present',
    'soon',
    '13/2020',
    '2020-13',
    '1776',
    '0000',
    'Foo 2020',
    '2020-05-01-junk',
    null,
    undefined,
  ])('returns null for %s', (text) => expect(parsePartialDate(text)).toBeNull());
});

describe('saysPresent', () => {
  it.each(['Present', 'present', 'Heute', "Aujourd'hui", 'actualidad', 'Presente', 'atual', 'en cours'])(
    'takes %s for the present',
    (text) => expect(saysPresent(text)).toBe(true),
  );
  it.each(['', 'May 2020', null])('does not take %s for the present', (text) => expect(saysPresent(text)).toBe(false));
});
