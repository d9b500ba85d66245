import { banner } from './banner.js';

const FACTS = {
  host: '127.0.0.1',
  port: 8000,
  firstKey: undefined,
  isKeyGiven: false,
  dataDir: '/var/lib/batch wright',
  durability: 'power-loss',
  role: 'all',
} as const;

describe('banner', () => {
  it('tries the key that the operator gave, which no file holds', () => {
    const text = banner({ ...FACTS, isKeyGiven: true });
    expect(text).toContain(`'X-API-Key: '"$ADMIN_API_KEY"`);
    expect(text).not.toContain('admin-key');
  });

  it('tries the kept key by its file, whatever its path', () => {
    expect(banner(FACTS)).toContain(`"$(cat '/var/lib/batch wright/admin-key')"`);
  });

  it('shows a key that was made just now', () => {
    expect(banner({ ...FACTS, firstKey: 'bw_new' })).toContain(`'X-API-Key: '"bw_new"`);
  });
});
