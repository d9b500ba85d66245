import { RobotsRules } from './robots-rules.js';

const open = new AbortController().signal;

function rules(answer: (nth: number) => { status: number; body?: string }) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const fetch = (url: string) => {
    asked.push(url);
    const { status, body = '' } = answer(asked.length);
    return Promise.resolve({ status, body: Buffer.from(body) });
  };
  return { rules: new RobotsRules(fetch, 'Batchwright', () => clock.now), asked, clock };
}

describe('RobotsRules', () => {
  it('requests an origin once in 15 minutes, each port separately', async () => {
    const { rules: own, asked, clock } = rules(() => ({ status: 200, body: 'User-agent: *\nDisallow: /private\n' }));
    const mayRead = await own.of('http://example.com:8080/x', open);
    expect([mayRead('http://example.com:8080/'), mayRead('http://example.com:8080/private/a')]).toEqual([true, false]);
    await own.of('http://example.com:8080/y', open);
    await own.of('http://example.com/', open);
    expect(asked).toEqual(['http://example.com:8080/robots.txt', 'http://example.com/robots.txt']);
    clock.now = 15 * 60_000;
    await own.of('http://example.com/', open);
    expect(asked).toHaveLength(3);
  });

  it('forbids everything after a server error, without caching it', async () => {
    const { rules: own, asked } = rules((nth) => ({ status: nth === 1 ? 503 : 404 }));
    expect((await own.of('https://example.com/', open))('https://example.com/')).toBe(false);
    expect((await own.of('https://example.com/', open))('https://example.com/')).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('caches at most a thousand origins', async () => {
    const { rules: own, asked } = rules(() => ({ status: 404 }));
    for (let n = 0; n <= 1_000; n += 1) await own.of(`https://site${n}.example/`, open);
    await own.of('https://site1.example/', open);
    expect(asked).toHaveLength(1_001);
    await own.of('https://site0.example/', open);
    expect(asked).toHaveLength(1_002);
  });

  it('caches at most 8 MiB, however large the files are', async () => {
    const large = Array.from({ length: 9_000 }, (_, n) => `Disallow: /${'x'.repeat(45)}${n}`).join('\n');
    const { rules: own, asked } = rules(() => ({ status: 200, body: `User-agent: *\n${large}` }));
    for (let n = 0; n < 30; n += 1) await own.of(`https://site${n}.example/`, open);
    expect(own.size).toBeLessThanOrEqual(8 * 1024 * 1024);
    await own.of('https://site29.example/', open);
    expect(asked).toHaveLength(30);
    await own.of('https://site0.example/', open);
    expect(asked).toHaveLength(31);
  });
});
