import { cpus, freemem, totalmem } from 'node:os';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { percentage } from '../../batch/model/status/counters.js';
import { CPU_WINDOW_MS, type CpuTimes, CpuWindow } from './cpu-window.js';

/** CPU, memory and connection usage of the host and process. */
@Injectable()
export class HostLoad implements OnModuleInit, OnApplicationShutdown {
  private readonly cpu = new CpuWindow(cpuTimes);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.cpu.slide(), CPU_WINDOW_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** CPU utilisation of the host in per cent over the last one to two seconds, one decimal. */
  cpuPercent(): number {
    return this.cpu.percent();
  }

  /** Memory of the host in use in per cent, one decimal. */
  memoryPercent(): number {
    return percentage(totalmem() - freemem(), totalmem(), 1);
  }

  /** Open client connections of this process. */
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
