import { readFileSync } from 'node:fs';

const MiB = 1024 * 1024;

/** Resident memory of a process in MiB (Linux). */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / MiB;
}

/** Watches how far the resident memory of a process grows, asking ten times a second. */
export class MemoryWatch {
  private readonly before: number;
  private peak: number;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.before = residentMiB(pid);
    this.peak = this.before;
    this.timer = setInterval(() => (this.peak = Math.max(this.peak, this.now())), 100);
  }

  /** The most that was seen so far, in MiB, what was there before the watch included. */
  get highestMiB(): number {
    return this.peak;
  }

  /** A process that has ended has no memory; what it was asked last tells why. */
  private now(): number {
    try {
      return residentMiB(this.pid) || 0;
    } catch {
      return 0;
    }
  }

  /** Ends the watch: the largest growth seen, and what is left of it, in MiB. */
  stop(): { readonly peakMiB: number; readonly leftMiB: number } {
    clearInterval(this.timer);
    const now = this.now();
    this.peak = Math.max(this.peak, now);
    return { peakMiB: this.peak - this.before, leftMiB: now - this.before };
  }
}
