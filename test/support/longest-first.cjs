const { basename } = require('node:path');
const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Seconds of the files that take long when five workers share two cores, for a clean checkout; later runs use the times of
 * the last one.
 */
const SECONDS = {
  'hostile-providers': 280,
  'console-audits': 150,
  clients: 130,
  'generated-input': 110,
  'hostile-sites': 90,
  lighthouse: 90,
  'files-round': 85,
  'engine-crashes': 85,
  'example-kind': 80,
  append: 75,
  console: 75,
  'console-left-open': 70,
  'engine-control': 70,
  'hostile-pages': 70,
  'killed-service': 70,
  'batches-and-contacts': 110,
  'worst-replies': 75,
  'console-safety': 60,
  'lost-rights': 60,
  'large-controls': 55,
  connections: 50,
  'documentation-examples': 45,
  'url-analysis': 45,
  profiles: 45,
  submit: 45,
  operations: 45,
  'edge-values': 40,
  model: 40,
  'linear-time': 40,
  layers: 40,
  'rate-limits': 40,
  sessions: 35,
  refusals: 45,
  'api-description': 45,
  files: 40,
  accounts: 30,
  outages: 25,
  batches: 25,
  controls: 20,
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
