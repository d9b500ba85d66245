import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readBaseUrl } from '../../typescript/src/options.js';
import { UsageError } from './exit-codes.js';

/** A service and the key for it. */
export interface Profile {
  readonly url: string;
  readonly key: string;
}

interface ProfileFile {
  readonly current: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the profiles are kept; only their owner may read the file, for it holds keys. */
export const profilePath = (env: Environment): string =>
  join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'batchwright', 'profiles.json');

/** The profiles; none when there is no file. */
export function readProfiles(env: Environment): ProfileFile {
  const path = profilePath(env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { current: 'default', profiles: none() };
  }
  const file = parse(text);
  if (file === undefined)
    throw new UsageError(`${path} holds no profiles that can be read; run \`batchwright login\` after removing it.`);
  return file;
}

function parse(text: string): ProfileFile | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(file) || typeof file['current'] !== 'string' || !isFields(file['profiles'])) return undefined;
  const profiles = Object.entries(file['profiles']);
  if (!profiles.every(([, one]) => isProfile(one))) return undefined;
  // Names are a caller's: none of them is one that every object has.
  return { current: file['current'], profiles: Object.assign(none(), Object.fromEntries(profiles)) };
}

const none = (): Record<string, Profile> => Object.create(null) as Record<string, Profile>;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProfile = (value: unknown): value is Profile =>
  isFields(value) && typeof value['url'] === 'string' && typeof value['key'] === 'string';

/** Whether others than the owner can read the file. */
export function isReadableByOthers(env: Environment): boolean {
  try {
    return process.platform !== 'win32' && (statSync(profilePath(env)).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}

/** Stores a profile and makes it the current one. */
export function storeProfile(env: Environment, name: string, profile: Profile): void {
  const path = profilePath(env);
  const { profiles } = readProfiles(env);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ current: name, profiles: { ...profiles, [name]: profile } }, null, 2)}\n`;
  // Renamed into place: a reader sees the old file or the new one, never half of it.
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}

/** What the flags, the environment and the profiles say, in this order. */
export function chooseProfile(env: Environment, flags: Partial<Profile> & { readonly profile?: string }): Profile {
  const { current, profiles } = readProfiles(env);
  const name = flags.profile ?? env['BATCHWRIGHT_PROFILE'];
  if (name !== undefined && profiles[name] === undefined)
    throw new UsageError(`There is no profile ${name}. Known: ${Object.keys(profiles).join(', ') || 'none'}.`);
  // A profile that is asked for by name goes before the environment.
  const named = name === undefined ? undefined : profiles[name];
  const stored = profiles[current];
  const url = readUrl(flags.url ?? named?.url ?? env['BATCHWRIGHT_URL'] ?? stored?.url ?? 'http://127.0.0.1:8000');
  const key = flags.key ?? named?.key ?? env['BATCHWRIGHT_KEY'] ?? keyFor(url, stored);
  if (key === undefined || key === '')
    throw new UsageError('No API key: set BATCHWRIGHT_KEY, or run `batchwright login`.');
  return { url, key };
}

/** The key of a profile for its own address alone, however that is written in the file. */
const keyFor = (url: string, stored: Profile | undefined): string | undefined =>
  stored !== undefined && readUrl(stored.url) === url ? stored.key : undefined;

/** An address as profiles hold it. */
export function readUrl(given: string): string {
  try {
    const url = readBaseUrl(given);
    return new URL(url).href.replace(/\/$/, '');
  } catch (error) {
    throw new UsageError(
      `The address of the service must begin with http:// or https://, not ${JSON.stringify(given)}.`,
      {
        cause: error,
      },
    );
  }
}
