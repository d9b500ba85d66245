import { banner } from './banner.js';

const FACTS = {
  host: '127.0.0.1',
  port: 8000,
  firstKey: undefined,
  ticket: undefined,
  publicPath: '',
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

  it('prints a link that signs in, below the public path', () => {
    const text = banner({ ...FACTS, ticket: 'st_once', publicPath: '/batches' });
    expect(text).toContain('http://127.0.0.1:8000/batches/console/#ticket=st_once ');
    expect(banner(FACTS)).toContain('http://127.0.0.1:8000/console/\n');
  });

  it('shows a key that was made just now', () => {
    expect(banner({ ...FACTS, firstKey: 'bw_new' })).toContain(`'X-API-Key: '"bw_new"`);
  });

  it('puts what it names into one column', () => {
    const text = banner({ ...FACTS, firstKey: 'bw_new', ticket: 'st_once', durability: 'process-crash' });
    const named = text.split('\n').filter((line) => /^ {2}[A-Z]/.test(line));
    expect(named).toHaveLength(5);
    for (const line of named) expect(line).toMatch(/^ {2}[A-Za-z ]{8} \S/);
  });
});
