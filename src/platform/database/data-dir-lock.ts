import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Process that holds a data directory. The boot id and the start time distinguish a live holder from a reused
 * process id.
 */
interface Holder {
  readonly pid: number;
  readonly bootId: string;
  readonly startedAt: string;
}

/** Another live process holds the data directory. */
export class DataDirLockedError extends Error {
  constructor(dataDir: string, holder: Holder) {
    super(
      `The data directory ${dataDir} is in use by process ${holder.pid}. Stop it, or set DATA_DIR to another directory.`,
    );
    this.name = 'DataDirLockedError';
  }
}

/**
 * Lock of the embedded database's directory. PGlite takes none, and two processes on one directory corrupt it silently
 * (measured: 3,000 acknowledged rows lost). A lock is never stolen from a live process; one left by a dead process is
 * superseded.
 *
 * Locks are the files `lock.1`, `lock.2`, …; the highest number holds. A file appears complete (written aside, then
 * linked, and linking onto an existing name fails), and a live lock is never moved, so of several processes that find
 * the same dead lock one wins the next number. A process that linked a number which a faster one had already
 * superseded and removed sees the higher number and removes its own.
 */
export class DataDirLock {
  private constructor(private readonly path: string) {}

  /** Takes the lock or throws `DataDirLockedError` naming the live holder. */
  static acquire(dataDir: string): DataDirLock {
    const self: Holder = { pid: process.pid, bootId: bootId(), startedAt: processStart(process.pid) };
    const draft = join(dataDir, `lock-of-${process.pid}`);
    writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
    try {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        const number = highestNumber(dataDir);
        const holder = read(lockPath(dataDir, number));
        if (holder !== undefined && isAlive(holder)) throw new DataDirLockedError(dataDir, holder);
        const path = lockPath(dataDir, number + 1);
        if (!linked(draft, path)) continue;
        if (highestNumber(dataDir) === number + 1) {
          removeLower(dataDir, number + 1);
          return new DataDirLock(path);
        }
        if (read(path)?.pid === self.pid) rmSync(path, { force: true });
      }
    } finally {
      rmSync(draft, { force: true });
    }
    throw new Error(`The lock of ${dataDir} could not be taken; many processes are starting on this directory.`);
  }

  /** Releases the lock. */
  release(): void {
    rmSync(this.path, { force: true });
  }
}

const lockPath = (dataDir: string, number: number): string => join(dataDir, `lock.${number}`);

const lockNumbers = (dataDir: string): readonly number[] =>
  readdirSync(dataDir).flatMap((name) => {
    const number = /^lock\.(\d{1,9})$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });

/** 0 when there is no lock. */
const highestNumber = (dataDir: string): number => Math.max(0, ...lockNumbers(dataDir));

function removeLower(dataDir: string, number: number): void {
  for (const lower of lockNumbers(dataDir)) if (lower < number) rmSync(lockPath(dataDir, lower), { force: true });
}

/** Whether the draft now has the name; false when another process took it first. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder; undefined when there is no such lock file or it has another format. */
function read(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const { pid, bootId: boot, startedAt } = value as Partial<Holder>;
    if (typeof pid === 'number' && typeof boot === 'string' && typeof startedAt === 'string')
      return { pid, bootId: boot, startedAt };
  } catch {
    // released meanwhile, or not a lock: treated as not held
  }
  return undefined;
}

function isAlive(holder: Holder): boolean {
  if (holder.bootId !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.startedAt === processStart(holder.pid);
}

/** Changes with every boot; empty where the system does not provide it. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat, proc(5)); empty where not
 * provided.
 */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
