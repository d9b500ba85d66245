/**
 * Points where a test may kill the process; `group_commit.*` also in the commits of transactional items in a worker,
 * `common_commit.*` only in those of several batches.
 */
type CrashPoint =
  | 'submit.before_commit'
  | 'submit.after_commit'
  | 'append.before_commit'
  | 'append.after_commit'
  | 'claim.after_commit'
  | 'group_commit.before_save'
  | 'group_commit.before_commit'
  | 'group_commit.after_commit'
  | 'common_commit.before_commit'
  | 'common_commit.after_commit'
  | 'cancel.before_commit'
  | 'cancel.after_commit'
  | 'retry.after_piece'
  | 'delete.after_piece'
  | 'release.after_commit'
  | 'action.before_commit'
  | 'action.after_commit'
  | 'webhook.after_send'
  | 'export.mid_stream'
  | 'reconcile.before_wakeup'
  | 'migrate.after_step';

let armed: { readonly point: string; left: number } | undefined;

/** Arms one point (`name:nth`); does nothing when undefined, as always in production. */
export function armCrashPoint(setting: string | undefined): void {
  if (setting === undefined) return;
  const [point = '', nth = '1'] = setting.split(':');
  armed = { point, left: Number(nth) };
}

/** Kills this process with SIGKILL when the armed point is reached for the nth time. */
export function crashPoint(point: CrashPoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
