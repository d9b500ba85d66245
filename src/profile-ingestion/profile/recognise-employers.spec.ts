import type { Employer } from './companies-from-experience.js';
import { NO_COMPANY_REF } from './profile.js';
import { recogniseEmployers } from './recognise-employers.js';

const employer = (name: string, ...keys: string[]): Employer => ({
  key: keys[0] ?? '',
  keys,
  name,
  ref: NO_COMPANY_REF,
  positions: [],
});
const counter = (): (() => string) => {
  let n = 0;
  return () => `new-${++n}`;
};

describe('recogniseEmployers', () => {
  it('adds unknown employers with all their keys [S4-37]', () => {
    const found = recogniseEmployers([employer('Acme', 'slug:acme', 'name:acme|')], [], counter());
    expect(found.added).toEqual([{ id: 'new-1', name: 'Acme' }]);
    expect(found.keys).toEqual([
      { key: 'slug:acme', id: 'new-1' },
      { key: 'name:acme|', id: 'new-1' },
    ]);
    expect(found.ids.get('slug:acme')).toBe('new-1');
  });

  it('recognises a company by one identifier, and stores the others [S4-37]', () => {
    const known = [{ id: 'a', keys: ['domain:acme.com', 'name:acme|'] }];
    const found = recogniseEmployers(
      [employer('ACME', 'slug:acme', 'domain:acme.com', 'name:acme|us')],
      known,
      counter(),
    );
    expect(found.added).toEqual([]);
    expect(found.ids.get('slug:acme')).toBe('a');
    expect(found.keys.map(({ key }) => key)).toEqual(['slug:acme', 'name:acme|us']);
  });

  it('recognises a company by its name unless an identifier contradicts', () => {
    const known = [{ id: 'a', keys: ['domain:acme.com', 'name:acme|'] }];
    expect(recogniseEmployers([employer('Acme', 'name:acme|')], known, counter()).ids.get('name:acme|')).toBe('a');
    const other = recogniseEmployers([employer('Acme', 'domain:acme.de', 'name:acme|')], known, counter());
    expect(other.ids.get('domain:acme.de')).toBe('new-1');
    // The name remains with the company that had it first.
    expect(other.keys).toEqual([{ key: 'domain:acme.de', id: 'new-1' }]);
  });

  it('merges two rows when a later source has identifiers of both; the older one stays', () => {
    const known = [
      { id: 'b', keys: ['domain:acme.com', 'name:acme inc|'] },
      { id: 'a', keys: ['slug:acme', 'name:acme|'] },
    ];
    const found = recogniseEmployers(
      [employer('Acme', 'slug:acme', 'domain:acme.com', 'name:acme|')],
      known,
      counter(),
    );
    expect(found.merged).toEqual([{ from: 'b', into: 'a' }]);
    expect(found.ids.get('slug:acme')).toBe('a');
    expect(found.added).toEqual([]);
    expect(found.keys).toEqual([]);
  });

  it('distinguishes two employers of one profile', () => {
    const found = recogniseEmployers(
      [employer('Acme', 'slug:acme', 'name:acme|'), employer('Globex', 'name:globex|')],
      [],
      counter(),
    );
    expect([...found.ids.values()]).toEqual(['new-1', 'new-2']);
  });
});
