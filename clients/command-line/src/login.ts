import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { createClient, hasCode } from '../../typescript/src/main.js';
import { UsageError } from './exit-codes.js';
import { httpFetch } from './http-fetch.js';
import { type Environment, type Profile, profilePath, readUrl, storeProfile } from './profiles.js';

/** `login`: asks for address and key, tries them, and keeps them as a profile that only this user can read. */
export async function login(_: object, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<{ readonly url?: string; readonly key?: string; readonly profile?: string }>();
  const fallback = process.env['BATCHWRIGHT_URL'] ?? 'http://127.0.0.1:8000';
  const url = flags.url ?? ((await ask(`Address of the service [${fallback}]: `)) || fallback);
  const key = flags.key ?? (await ask('API key: ', true));
  if (key === '') throw new UsageError('No API key was given.');
  const name = flags.profile ?? 'default';
  const stored = await signIn(process.env, name, { url, key });
  process.stderr.write(`Signed in to ${stored.url} as profile ${name}, kept in ${profilePath(process.env)}.\n`);
}

/** Tries a key and stores it. */
export async function signIn(env: Environment, name: string, given: Profile): Promise<Profile> {
  const profile = { url: readUrl(given.url), key: given.key };
  await tryKey(profile);
  storeProfile(env, name, profile);
  return profile;
}

/** Throws unless the service knows the key, whatever it may do. */
export async function tryKey({ url, key }: Profile): Promise<void> {
  const client = createClient({ baseUrl: url, apiKey: key, fetch: httpFetch, retries: 0 });
  try {
    await client.batches.list({ limit: 1 });
  } catch (error) {
    // A key that is known but may read no batches is refused by another code.
    if (!hasCode(error, 'FORBIDDEN')) throw error;
  }
}

/** An answer of the terminal; a hidden one is not shown while it is typed. */
async function ask(question: string, isHidden = false): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: isHidden ? nowhere : process.stderr,
    terminal: process.stdin.isTTY,
  });
  try {
    // Where nothing more can be typed the answer is empty.
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    return (await Promise.race([lines.question(''), ended])).trim();
  } finally {
    lines.close();
    if (isHidden) process.stderr.write('\n');
  }
}
