import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { percentage } from '../batch/counters.js';

interface CpuTimes {
  readonly busy: number;
  readonly total: number;
}

/** How loaded the machine of this process is. */
@Injectable()
export class ResourceUse {
  private last = cpuTimes();
  private lastPercent = 0;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  /** Processors of the machine in per cent since the last call, one decimal. */
  cpuPercent(): number {
    const now = cpuTimes();
    const total = now.total - this.last.total;
    // The clock of the processors ticks a hundred times a second: less than that says nothing new.
    if (total < 10 * availableParallelism()) return this.lastPercent;
    this.lastPercent = percentage(now.busy - this.last.busy, total, 1);
    this.last = now;
    return this.lastPercent;
  }

  /** Memory of the machine in use, in per cent, one decimal. */
  memoryPercent(): number {
    return percentage(totalmem() - freemem(), totalmem(), 1);
  }

  /** Connections that callers hold to this process. */
  connections(): Promise<number> {
    const server = this.host.httpAdapter.getInstance().server;
    return new Promise((resolve, reject) =>
      server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  }
}

/** Milliseconds of all processors since the machine started. */
function cpuTimes(): CpuTimes {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.irq + times.idle;
    busy += all - times.idle;
    total += all;
  }
  return { busy, total };
}
