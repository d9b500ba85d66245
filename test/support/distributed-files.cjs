/**
 * Files of test/e2e that run a second time with an API process and two workers on PostgreSQL and Redis, because there
 * the answer crosses processes. All others call code that is the same in every API process; what depends on the
 * database they test on both databases, each with one process.
 */
const DISTRIBUTED = [
  // One key at several processes at once, results that a worker has, rights that change while another process works or
  // sends.
  'requests',
  // Workers that are not the process which answers: submissions, results, pause, resume, cancel, retry, deaths.
  'batch-actions',
  'company-batches',
  'submit',
  'url-analysis',
  // A provider's quota, and profiles and employers that two workers store at once.
  'url-analysis-quota',
  'profiles-providers',
  // An erasure while a worker has the person's item; a request that waits for a worker's results.
  'profiles-erasure',
  'profiles-followed',
  // Changes that reach subscribers through Redis, and streams that end with one of the processes.
  'live-events',
  'live-shutdown',
  'live-sockets',
  // Counters in Redis, and deliveries, of which each is one process's own.
  'rate-limits',
  'webhooks',
  'webhook-fairness',
];

module.exports = { DISTRIBUTED };
