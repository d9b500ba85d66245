import { SharedPlaces } from './shared-places.js';

describe('SharedPlaces', () => {
  const places = (): SharedPlaces => new SharedPlaces('imports', 3, 2);

  it('keep a place free for others than the one who has its share', () => {
    const shared = places();
    shared.take('a');
    shared.take('a');
    expect(() => shared.take('a')).toThrow('One key has at most 2 imports at once here.');
    expect(shared.take('b')).toBeDefined();
    expect(() => shared.take('c')).toThrow('Too many imports at once');
  });

  it('are given back once', () => {
    const shared = places();
    const giveBack = shared.take('a');
    shared.take('a');
    shared.take('b');
    giveBack();
    giveBack();
    shared.take('c');
    expect(() => shared.take('d')).toThrow('Too many imports at once');
  });
});
