import { retryAfterSeconds } from './retry-after.js';

const now = Date.UTC(2026, 9, 21, 7, 27, 30);

describe('retryAfterSeconds', () => {
  it.each<readonly [string, string | undefined, number | undefined]>([
    ['seconds', '120', 120],
    ['no wait', ' 0 ', 0],
    ['an HTTP date', 'Wed, 21 Oct 2026 07:28:00 GMT', 30],
    ['an HTTP date in the past', 'Wed, 21 Oct 2026 07:00:00 GMT', 0],
    ['an ISO time', '2026-10-21T07:27:31.500Z', 2],
    ['seconds since 1970', String(now / 1_000 + 60), 60],
    ['a word', 'soon', undefined],
    ['a negative number', '-1', undefined],
    ['a fraction', '5.5', undefined],
    ['nothing', '', undefined],
    ['no header', undefined, undefined],
    ['a text without end', '1'.repeat(10_000), undefined],
  ])('reads %s', (_, value, seconds) => expect(retryAfterSeconds(value, now)).toBe(seconds));
});
