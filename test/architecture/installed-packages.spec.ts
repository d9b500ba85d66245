import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsNode } from '../support/node-range.cjs';

const root = join(__dirname, '..', '..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

interface Installed {
  readonly engines?: { readonly node?: string };
  readonly deprecated?: string;
  readonly link?: boolean;
  readonly resolved?: string;
}
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Installed>> };
const { engines } = read('package.json') as { readonly engines: { readonly node: string } };
/** The oldest versions of Node that the package accepts; npm warns of one that does not accept what it runs on. */
const OLDEST = engines.node.match(/\d+\.\d+\.\d+/g) ?? [];

describe('The packages that npm ci installs', () => {
  it('are read with the versions of Node that they accept', () => {
    expect(OLDEST).toEqual(['20.19.0', '22.13.0', '24.11.0']);
    expect(Object.keys(packages).length).toBeGreaterThan(500);
    expect([acceptsNode('^20.19.0 || >=22.12.0', '20.18.0'), acceptsNode('18 || 20 || >=22', '20.19.0')]).toEqual([
      false,
      true,
    ]);
  });

  it.each(OLDEST)('accept Node %s, each of them', (version) => {
    const refusing = Object.entries(packages).filter(([, { engines: own }]) => !acceptsNode(own?.node ?? '*', version));
    expect(refusing.map(([path, { engines: own }]) => `${path}: ${String(own?.node)}`)).toEqual([]);
  });

  it('are none that its author has deprecated', () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.deprecated !== undefined)).toEqual([]);
  });

  it('come from whatever registry npm is told to use: the lockfile names none', () => {
    const named = Object.values(packages).filter(({ link, resolved }) => link !== true && resolved !== undefined);
    expect(named).toEqual([]);
  });
});
