import { closeSync, openSync, readSync } from 'node:fs';

/** Linux reports the processor time of a thread here, in nanoseconds, as the first number. */
const SCHEDSTAT = '/proc/thread-self/schedstat';
const NANOSECONDS_PER_MS = 1e6;
const MICROSECONDS_PER_MS = 1000;

/**
 * Processor time of the thread that opened it. `process.cpuUsage` counts worker threads and the thread pool too, and
 * `process.threadCpuUsage` does not exist before Node 23.
 */
export class ThreadCpuTime {
  private readonly buffer = Buffer.alloc(128);

  private constructor(private file: number | undefined) {}

  /**
   * For the calling thread. Where the system does not report it, `readMs` returns the time of the whole process:
   * too much, never too little.
   */
  static open(): ThreadCpuTime {
    try {
      return new ThreadCpuTime(openSync(SCHEDSTAT, 'r'));
    } catch {
      return new ThreadCpuTime(undefined);
    }
  }

  /** Milliseconds of processor time used since the thread started. */
  readMs(): number {
    if (this.file !== undefined) {
      const length = readSync(this.file, this.buffer, 0, this.buffer.length, 0);
      const nanoseconds = Number.parseInt(this.buffer.toString('latin1', 0, length), 10);
      if (nanoseconds > 0) return nanoseconds / NANOSECONDS_PER_MS;
      // A kernel without the statistics shows zeros.
      this.close();
    }
    const { user, system } = process.cpuUsage();
    return (user + system) / MICROSECONDS_PER_MS;
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}
