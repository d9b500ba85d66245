/**
 * The child process of one Lighthouse run. Two runs in one process interfere with each other's performance marks, so
 * each has its own. It starts Chrome inside its own process group, so killing the group ends both. When the parent
 * disappears, the child ends the group and removes its profile itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Strategy } from '../url-result.js';
import { parseLighthouse, type ParsedLighthouse } from './parse-lighthouse.js';

export interface LighthouseJob {
  readonly url: string;
  readonly strategy: Strategy;
  readonly categories: readonly string[];
  readonly chromePath: string;
  readonly chromeFlags: readonly string[];
  /** Maximum wait for the page's load event in milliseconds. */
  readonly maxWaitForLoadMs: number;
}

export type LighthouseReply = { readonly parsed: ParsedLighthouse } | { readonly failure: string };

/** The part of the optional package that is used; declared here because the package may be missing. */
interface LighthousePackage {
  readonly default: (url: string, flags: object, config?: object) => Promise<{ readonly lhr: unknown } | undefined>;
  readonly desktopConfig: object;
}

const CHROME_START_MS = 30_000;

const profileDir = process.argv[2];
if (profileDir === undefined) throw new Error('The directory of the profile is missing.');

process.once('disconnect', () => endEverything(profileDir));
process.once('message', (job: LighthouseJob) => {
  void run(job)
    .catch((error: unknown): LighthouseReply => ({ failure: error instanceof Error ? error.message : 'unknown' }))
    .then((reply) => process.send?.(reply));
});

/**
 * Ends the whole group, including this process. A shell outside the group removes the profile: Chrome's helper
 * processes outlive Chrome briefly and write into it, so it can only be removed when all of them have ended.
 */
function endEverything(profileDir: string): void {
  const remove = 'n=0; until rm -rf -- "$0" || [ "$n" -ge 100 ]; do n=$((n + 1)); sleep 0.1; done';
  const remover = spawn('/bin/sh', ['-c', remove, profileDir], { detached: true, stdio: 'ignore' });
  // Without a shell the browsers end all the same.
  remover.once('error', () => undefined);
  process.kill(-process.pid, 'SIGKILL');
}

async function run(job: LighthouseJob): Promise<LighthouseReply> {
  const name = 'lighthouse';
  const { default: lighthouse, desktopConfig } = (await import(name)) as LighthousePackage;
  const chrome = spawn(job.chromePath, [...job.chromeFlags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await debuggingPort(chrome);
  const flags = {
    port,
    output: 'json',
    logLevel: 'silent',
    onlyCategories: [...job.categories],
    maxWaitForLoad: job.maxWaitForLoadMs,
  };
  const result = await lighthouse(job.url, flags, job.strategy === 'desktop' ? desktopConfig : undefined);
  return { parsed: parseLighthouse(result?.lhr, 'lighthouse') };
}

/** Chrome chooses a free port and prints it on stderr. */
function debuggingPort(chrome: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error('Chrome did not start in time')), CHROME_START_MS);
    chrome.once('error', reject);
    chrome.once('exit', (code) => reject(new Error(`Chrome ended with code ${String(code)} before it was ready`)));
    chrome.stderr?.on('data', (chunk: Buffer) => {
      if (output.length > 65_536) return;
      output += chunk.toString('utf8');
      const port = /DevTools listening on ws:\/\/[^:/]+:(\d+)\//.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}
