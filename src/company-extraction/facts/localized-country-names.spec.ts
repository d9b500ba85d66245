import { setImmediate } from 'node:timers/promises';
import { countryInAnyLanguage, readCountryNames } from './localized-country-names.js';

describe('names of countries in all languages', () => {
  it('are read with other work between them, after which an unknown name costs nothing', async () => {
    let isReading = true;
    const read = readCountryNames().finally(() => (isReading = false));
    let turns = 0;
    for (; isReading; turns += 1) await setImmediate();
    await read;
    expect(turns).toBeGreaterThan(100);
    const start = process.cpuUsage();
    expect(['Atlantis', 'Атлантида', 'ატლანტიდა'].map(countryInAnyLanguage)).toEqual([null, null, null]);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(20);
  });
});
