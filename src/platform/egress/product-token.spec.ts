import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCT, productToken } from './product-token.js';

describe('The name of the product in requests', () => {
  it('has the major and minor version of package.json', () => {
    const manifest = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { readonly version: string };
    expect(PRODUCT).toBe(`Batchwright/${version.split('.').slice(0, 2).join('.')}`);
  });

  it('is followed by the address of the operator, where one is configured', () => {
    expect(productToken(undefined)).toBe(PRODUCT);
    expect(productToken('ops@example.org')).toBe(`${PRODUCT} (+mailto:ops@example.org)`);
  });
});
