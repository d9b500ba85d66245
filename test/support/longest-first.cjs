const { basename } = require('node:path');
const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Seconds of the files that take long on two cores, for a clean checkout; later runs use the times of the last one. Half of
 * what they took on two cores that other work kept busy as well.
 */
const SECONDS = {
  'generated-input': 150,
  'hostile-providers': 140,
  console: 90,
  'console-left-open': 70,
  'console-safety': 60,
  'console-audits': 90,
  'hostile-pages': 90,
  search: 90,
  'lost-rights': 80,
  'example-kind': 80,
  'killed-service': 70,
  'files-round': 70,
  'worst-replies': 75,
  'engine-control': 70,
  'engine-crashes': 60,
  'large-controls': 55,
  'hostile-sites': 50,
  'documentation-examples': 45,
  lighthouse: 45,
  append: 45,
  'url-analysis': 45,
  connections: 55,
  'edge-values': 50,
  submit: 45,
  profiles: 45,
  model: 40,
  'linear-time': 40,
  layers: 40,
  'rate-limits': 40,
  sessions: 35,
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
