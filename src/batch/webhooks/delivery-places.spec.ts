import { type DeliveryCandidate, DeliveryPlaces } from './delivery-places.js';

const LIMITS = { all: 8, perOwner: 4, perEndpoint: 2, failing: 2 };

let nextId = 0;
const due = (ownerId: number, endpoint: string, count: number): DeliveryCandidate[] =>
  Array.from({ length: count }, () => ({ id: (nextId += 1), ownerId, endpointId: endpoint }));
const owners = (chosen: readonly DeliveryCandidate[]): number[] => chosen.map(({ ownerId }) => ownerId);

describe('The slots for webhook attempts', () => {
  it('are limited per endpoint and per owner', () => {
    const places = new DeliveryPlaces(LIMITS);
    const chosen = places.choose([...due(1, 'a', 5), ...due(1, 'b', 5), ...due(1, 'c', 5)]);
    expect(chosen.map(({ endpointId }) => endpointId)).toEqual(['a', 'a', 'b', 'b']);
  });

  it('go to owners in rotation, even when one owner’s deliveries are all older', () => {
    const places = new DeliveryPlaces(LIMITS);
    expect(owners(places.choose([...due(1, 'a', 5), ...due(2, 'b', 5), ...due(3, 'c', 5)]))).toEqual([
      1, 2, 3, 1, 2, 3,
    ]);
  });

  it('go first to the owner with the fewest attempts under way', () => {
    const places = new DeliveryPlaces(LIMITS);
    for (const one of due(1, 'a', 2)) places.take(one);
    expect(owners(places.choose([...due(1, 'b', 2), ...due(2, 'c', 2)]))).toEqual([2, 2, 1, 1]);
  });

  it('are limited to one for an endpoint whose last attempt failed', () => {
    const places = new DeliveryPlaces(LIMITS);
    places.recordResult('a', false);
    expect(places.choose(due(1, 'a', 5))).toHaveLength(1);
    places.recordResult('a', true);
    expect(places.choose(due(1, 'a', 5))).toHaveLength(2);
  });

  it('are limited for all failing endpoints together, across owners', () => {
    const places = new DeliveryPlaces(LIMITS);
    for (const endpoint of ['a', 'b', 'c', 'd']) places.recordResult(endpoint, false);
    const failing = ['a', 'b', 'c', 'd'].flatMap((endpoint, n) => due(n, endpoint, 1));
    expect(owners(places.choose([...failing, ...due(9, 'e', 2)]))).toEqual([0, 1, 9, 9]);
  });

  it('are free again when an attempt has ended', () => {
    const places = new DeliveryPlaces(LIMITS);
    const [first, second] = due(1, 'a', 2) as [DeliveryCandidate, DeliveryCandidate];
    places.take(first);
    places.take(second);
    expect(places.choose(due(1, 'a', 1))).toEqual([]);
    places.free(first.id);
    expect(places.choose(due(1, 'a', 1))).toHaveLength(1);
  });

  it('are given only once to a delivery', () => {
    const places = new DeliveryPlaces(LIMITS);
    const [one] = due(1, 'a', 1) as [DeliveryCandidate];
    places.take(one);
    expect(places.choose([one])).toEqual([]);
  });

  it('are all filled from a full window of candidates', () => {
    const places = new DeliveryPlaces({ all: 32, perOwner: 8, perEndpoint: 4, failing: 8 });
    const many = Array.from({ length: 300 }, (_, n) => due(n, `e${n}`, 4)).flat();
    expect(places.choose(many)).toHaveLength(32);
  });
});
