import { regionName } from './region-name.js';

describe('regionName', () => {
  it.each([
    ['US-CA', null, 'California'],
    ['CA', 'US', 'California'],
    ['ON', 'CA', 'Ontario'],
    ['GB-LND', 'GB', 'GB-LND'],
    ['Bavaria', 'DE', 'Bavaria'],
    ['CA', null, 'CA'],
  ])('%s of %s is %s', (region, country, name) => expect(regionName(region, country)).toBe(name));
});
