import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Strategy } from '../url-result.js';
import { chromeFlags } from './chrome-flags.js';
import type { LighthouseJob, LighthouseReply } from './lighthouse-child.js';
import type { ParsedLighthouse } from './parse-lighthouse.js';
import '../../url-analysis.errors.js';

/** The four categories of Lighthouse that are run; `agentic-browsing` and later ones are not. */
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const CHILD_HEAP_MIB = 1_024;

interface LighthouseRun {
  readonly url: string;
  readonly strategy: Strategy;
  readonly chromePath: string;
  /** `http://host:port` of the proxy that applies the egress policy. */
  readonly proxy: string;
  /** Time limit of the whole run in milliseconds. */
  readonly timeoutMs: number;
  readonly maxWaitForLoadMs: number;
  /** Node options of the child. */
  readonly execArgv: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Runs Lighthouse once in a child process with its own process group, and removes group and profile however it ends.
 * The child gets no environment variables of the service, so no secret is near a browser that loads untrusted pages.
 * Throws ANALYSIS_FAILED, TIMEOUT or CANCELLED.
 */
export async function runLighthouse(run: LighthouseRun): Promise<ParsedLighthouse> {
  if (run.signal.aborted) throw new AppError('CANCELLED');
  const profileDir = await mkdtemp(join(tmpdir(), 'batchwright-chrome-'));
  // Has the same extension as this file: JavaScript when built, TypeScript in tests.
  const child = fork(join(__dirname, `lighthouse-child${extname(__filename)}`), [profileDir], {
    detached: true,
    execArgv: [`--max-old-space-size=${CHILD_HEAP_MIB}`, ...run.execArgv],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: profileDir, TMPDIR: profileDir, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  try {
    return await outcome(child, run, jobOf(run, profileDir));
  } finally {
    killGroup(child);
    await ended;
    await rm(profileDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function jobOf(run: LighthouseRun, profileDir: string): LighthouseJob {
  return {
    url: run.url,
    strategy: run.strategy,
    categories: CATEGORIES,
    chromePath: run.chromePath,
    chromeFlags: chromeFlags({ proxy: run.proxy, profileDir, asRoot: process.getuid?.() === 0 }),
    maxWaitForLoadMs: run.maxWaitForLoadMs,
  };
}

function outcome(child: ChildProcess, run: LighthouseRun, job: LighthouseJob): Promise<ParsedLighthouse> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new AppError('TIMEOUT'))), run.timeoutMs);
    const onAbort = (): void => end(() => reject(new AppError('CANCELLED')));
    const failed = (cause: Error): void => end(() => reject(new AppError('ANALYSIS_FAILED', undefined, { cause })));
    const end = (answer: () => void): void => {
      clearTimeout(timer);
      run.signal.removeEventListener('abort', onAbort);
      answer();
    };
    run.signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`The Lighthouse process ended with code ${String(code)}`)));
    child.once('message', (reply: LighthouseReply) => {
      if ('parsed' in reply) end(() => resolve(reply.parsed));
      else failed(new Error(reply.failure));
    });
    child.send(job, (error) => {
      if (error !== null) failed(error);
    });
  });
}

/** Kills the child and its Chrome; the group's id is the child's. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the whole group has already ended.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
