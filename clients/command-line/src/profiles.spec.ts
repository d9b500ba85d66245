import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandServer } from '../../../test/support/command-context.js';
import { examine } from './doctor.js';
import { UsageError } from './exit-codes.js';
import { signIn } from './login.js';
import { chooseProfile, storeProfile } from './profiles.js';

async function all<T>(many: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of many) found.push(one);
  return found;
}

describe('Profiles', () => {
  let env: { readonly XDG_CONFIG_HOME: string };
  let path: string;
  beforeEach(() => {
    env = { XDG_CONFIG_HOME: mkdtempSync(join(tmpdir(), 'profiles-')) };
    mkdirSync(join(env.XDG_CONFIG_HOME, 'batchwright'));
    path = join(env.XDG_CONFIG_HOME, 'batchwright', 'profiles.json');
  });
  afterEach(() => rmSync(env.XDG_CONFIG_HOME, { recursive: true }));

  it.each([
    '',
    '{}',
    'null',
    '[]',
    '{"current":"a"}',
    '{"current":1,"profiles":{}}',
    '{"current":"a","profiles":{"a":1}}',
  ])('that no login has written are wrong usage, and told by their file: %s', (text) => {
    writeFileSync(path, text);
    for (const use of [
      () => chooseProfile(env, {}),
      () => storeProfile(env, 'a', { url: 'http://a.test', key: 'k' }),
    ]) {
      expect(use).toThrow(UsageError);
      expect(use).toThrow(path);
    }
  });

  it('are kept beside each other, and the last one is current', () => {
    storeProfile(env, 'a', { url: 'http://a.test', key: 'k' });
    storeProfile(env, '__proto__', { url: 'http://b.test', key: 'l' });
    expect(chooseProfile(env, { profile: 'a' })).toEqual({ url: 'http://a.test', key: 'k' });
    expect(chooseProfile(env, {})).toEqual({ url: 'http://b.test', key: 'l' });
    expect(() => chooseProfile(env, { profile: 'toString' })).toThrow('There is no profile toString.');
  });

  it('have the address without what the client adds; one that cannot be is wrong usage', () => {
    for (const url of ['http://a.test/', 'http://a.test/api/v1', 'http://a.test/api/v1/'])
      expect(chooseProfile(env, { url, key: 'k' })).toEqual({ url: 'http://a.test', key: 'k' });
    storeProfile(env, 'a', { url: 'http://a.test', key: 'stored' });
    expect(chooseProfile(env, { url: 'http://a.test/' })).toEqual({ url: 'http://a.test', key: 'stored' });
    // By hand, or by an earlier build.
    for (const url of ['http://a.test/', 'http://a.test/api/v1']) {
      storeProfile(env, 'a', { url, key: 'stored' });
      expect(chooseProfile(env, {})).toEqual({ url: 'http://a.test', key: 'stored' });
    }
    storeProfile(env, 'a', { url: 'nowhere', key: 'stored' });
    expect(chooseProfile(env, { url: 'http://a.test', key: 'k' })).toEqual({ url: 'http://a.test', key: 'k' });
    expect(() => chooseProfile(env, {})).toThrow(UsageError);
    for (const url of ['a.test', 'ftp://a.test', 'http://', ''])
      expect(() => chooseProfile(env, { url, key: 'k' })).toThrow(UsageError);
  });

  it('are made and examined with keys that may read no batches', async () => {
    const server = await CommandServer.start(({ url, headers }) => {
      if (url.pathname === '/api/v1/health/ready') return { json: {} };
      if (url.pathname !== '/api/v1/batches') return { status: 404, json: { error_code: 'NOT_FOUND', message: '' } };
      return headers['x-api-key'] === 'narrow'
        ? { status: 403, json: { error_code: 'FORBIDDEN', message: 'The key lacks batch:read.' } }
        : { status: 401, json: { error_code: 'UNAUTHORIZED', message: 'No such key.' } };
    });
    await signIn(env, 'default', { url: `${server.url}/api/v1/`, key: 'narrow' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ profiles: { default: { url: server.url } } });
    const checks = await all(examine(env, {}));
    expect(checks.map(({ check, ok }) => `${check} ${ok}`)).toEqual(
      ['Node', 'profiles', 'service', 'clock', 'key'].map((check) => `${check} true`),
    );
    await expect(signIn(env, 'default', { url: server.url, key: 'wrong' })).rejects.toMatchObject({ status: 401 });
    expect((await all(examine(env, { key: 'wrong' }))).at(-1)).toMatchObject({ check: 'key', ok: false });
    await server.close();
  });
});
