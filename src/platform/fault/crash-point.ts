/** Where a test may make the process die, named in RELIABILITY 3.4. */
export const CRASH_POINTS = [
  'submit.before_commit',
  'submit.after_commit',
  'claim.after_commit',
  'turn.before_save',
  'turn.before_commit',
  'turn.after_commit',
  'cancel.before_commit',
  'cancel.after_commit',
  'retry.after_piece',
  'delete.after_piece',
  'release.after_commit',
  'webhook.after_send',
  'export.mid_stream',
  'reconcile.before_ring',
  'migrate.after_step',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

let armed: { readonly point: string; left: number } | undefined;

/** Arms one point (`name:nth`); does nothing when there is none, which is always so in production. */
export function armCrashPoint(setting: string | undefined): void {
  if (setting === undefined) return;
  const [point = '', nth = '1'] = setting.split(':');
  armed = { point, left: Number(nth) };
}

/** Kills this process, as a power switch would, when the armed point is passed for the nth time. */
export function crashPoint(point: CrashPoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
