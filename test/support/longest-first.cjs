const { basename } = require('node:path');
const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Seconds of the files that take long when workers share two cores, for a clean checkout; later runs use the times of
 * the last one.
 */
const SECONDS = {
  'hostile-providers': 253,
  clients: 196,
  'console-audits': 149,
  console: 125,
  'generated-input': 143,
  'batches-and-contacts': 135,
  'files-round': 99,
  'engine-crashes': 90,
  lighthouse: 83,
  'example-kind': 79,
  'engine-control': 78,
  'console-left-open': 74,
  append: 73,
  'shared-batch-crashes': 73,
  'hostile-sites': 72,
  'python-client': 71,
  'killed-service': 62,
  'shared-batch': 56,
  'url-analysis-reports': 56,
  'lost-rights': 55,
  'company-export': 53,
  'documentation-examples': 52,
  'api-description': 46,
  containers: 45,
  'batch-actions': 44,
  refusals: 44,
  'url-audits': 60,
  webhooks: 43,
  'profiles-providers': 42,
  'data-directory': 41,
  'long-downloads': 40,
  'killed-migrations': 38,
  connections: 37,
  'hostile-pages': 36,
  'url-analysis': 36,
  'first-start': 34,
  files: 33,
  figures: 32,
  'large-controls': 32,
  'client-package': 31,
  cluster: 31,
  'console-results': 31,
  'url-analysis-lighthouse': 30,
  submit: 28,
  'engine-redis': 27,
  model: 27,
  'unconfirmed-commit': 27,
  migrations: 24,
  profiles: 24,
  'edge-values': 23,
  'live-events': 22,
  'live-sockets': 22,
  'egress-namespace': 21,
  examples: 21,
  sessions: 21,
  accounts: 20,
  batch: 20,
  'clients-and-console': 20,
  companies: 26,
  platform: 22,
  'profile-ingestion': 22,
  outages: 20,
  batches: 18,

  'worst-replies': 15,
};

/**
 * Files that take long begin first, so that none of them runs alone at the end, when the other workers have nothing
 * to do. Jest's own order without known times is by the size of the file.
 */
module.exports = class LongestFirst extends Sequencer {
  time(test) {
    const name = basename(test.path, '.spec.ts');
    return super.time(test) ?? (SECONDS[name] ?? Math.min(20, statSync(test.path).size / 1000)) * 1000;
  }
};
