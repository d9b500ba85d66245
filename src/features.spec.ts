import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USABLE } from '../test/support/accounts.js';
import { SCOPES } from './accounts/scopes.js';
import { declaredKinds } from './batch/model/declared-kinds.js';
import { registeredFeatures } from './batch/model/feature.js';
import { registerFeatures } from './features.js';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(__dirname, path), 'utf8') }));
const product = sources.filter(({ path }) => !path.endsWith('.spec.ts'));

describe('The features', () => {
  beforeAll(registerFeatures);

  it('declare every scope that a route needs', () => {
    const needed = product.flatMap(({ text }) =>
      [...text.matchAll(/\bscope: '(admin|[a-z]+:[a-z_]+)'/g)].map(([, scope]) => scope),
    );
    expect(needed.length).toBeGreaterThan(50);
    expect([...new Set(needed)].filter((scope) => scope === undefined || !SCOPES.includes(scope))).toEqual([]);
  });

  it('declare the scopes that the keys of the tests have', () => {
    expect([...SCOPES].sort()).toEqual([...USABLE, 'admin'].sort());
  });

  it('own their kinds: the batch module and the platform name none', () => {
    const names = declaredKinds().map(({ name }) => name);
    expect(names).toHaveLength(5);
    const named = new RegExp(`\\b(${names.join('|')})\\b`);
    const shared = product.filter(({ path }) => /^(batch|platform)\//.test(path));
    expect(shared.filter(({ text }) => named.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('have each kind in one folder; only released migrations name it besides', () => {
    for (const { name, kinds } of registeredFeatures())
      for (const kind of kinds) {
        const naming = product.filter(({ text }) => text.includes(`'${kind.name}'`)).map(({ path }) => path);
        expect(naming.filter((path) => !path.startsWith(`${name}/`) && !path.startsWith('migrations/'))).toEqual([]);
      }
  });

  it('own their names: the platform has none of them', () => {
    const features = /batch-operations|contact-analysis|url-analysis|company-extraction|profile-ingestion|marketplace/;
    const platform = product.filter(({ path }) => path.startsWith('platform/'));
    expect(platform.filter(({ text }) => features.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
