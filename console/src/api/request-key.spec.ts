import { RequestKey } from './request-key';

describe('The key of a request of the console', () => {
  it('stays the same as long as the same is sent', () => {
    const key = new RequestKey();
    const file = { name: 'rows.csv' };
    const first = key.for('delete', file, '');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(key.for('delete', file, '')).toBe(first);
  });

  it('changes with anything that is sent, and when the request has been carried out', () => {
    const key = new RequestKey();
    const made = [key.for('delete', 'a'), key.for('delete', 'b'), key.for('cancel', 'b'), key.for('cancel')];
    key.renew();
    made.push(key.for('cancel'));
    expect(new Set(made).size).toBe(5);
  });
});
