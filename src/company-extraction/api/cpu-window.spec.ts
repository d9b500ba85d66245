import { CpuWindow } from './cpu-window.js';

/** A machine with one processor, whose CPU times the test sets. */
class Machine {
  private busy = 1_000_000;
  private total = 9_000_000;
  readonly read = () => ({ busy: this.busy, total: this.total });

  run(ms: number, busyMs: number): void {
    this.total += ms;
    this.busy += busyMs;
  }
}

describe('CpuWindow', () => {
  const machine = new Machine();
  const window = new CpuWindow(machine.read);
  const second = (busyMs: number): void => {
    machine.run(1000, busyMs);
    window.slide();
  };

  it('covers the last one to two seconds, neither a single instant nor a longer time [S3-55]', () => {
    expect(window.percent()).toBe(0);
    machine.run(500, 250);
    expect(window.percent()).toBe(50);
    machine.run(500, 250);
    window.slide();
    second(200);
    machine.run(10, 10);
    expect(window.percent()).toBe(20.8);
    expect(window.percent()).toBe(20.8);
    second(0);
    second(0);
    expect(window.percent()).toBe(0);
    second(1000);
    expect(window.percent()).toBe(100);
  });
});
