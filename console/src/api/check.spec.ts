import { type Check, isSendable, refusedItems, runsOf } from './check';

const fault = (field: string, message = 'is wrong') => ({ field, message, invalid_value: 'x', error_type: 'type' });

describe('The check of a submission', () => {
  it('gives each typed item that the service refused its own verdict', () => {
    const check = refusedItems([fault('items.1.url'), fault('items.1.ref'), fault('items.4')], 6);
    expect(check?.items?.map(({ index, error }) => [index, error?.details.errors?.map(({ field }) => field)])).toEqual([
      [1, ['url', 'ref']],
      [4, ['']],
    ]);
    expect(check !== undefined && runsOf(check)).toBe(4);
    expect(check !== undefined && isSendable(check, 'skip')).toBe(false);
  });

  it('is a failure when something else than an item is at fault', () => {
    expect(refusedItems([fault('items.1.url'), fault('options.strategy')], 2)).toBeUndefined();
    expect(refusedItems([], 2)).toBeUndefined();
  });

  it('lets typed items be sent that the service would record as failed', () => {
    const duplicate = { code: 'DUPLICATE_ID', message: 'The id is used twice.', details: {} };
    const items = [
      { index: 0, valid: true, error: null },
      { index: 1, valid: false, error: duplicate },
    ];
    expect(isSendable({ valid: false, total: 2, items }, 'refuse')).toBe(true);
    const ofFile = { valid: false, total: 2, items, import: {} as NonNullable<Check['import']> };
    expect(isSendable(ofFile, 'refuse')).toBe(false);
    expect(isSendable(ofFile, 'skip')).toBe(true);
  });
});
