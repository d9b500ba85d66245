const { basename } = require('node:path');
const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Seconds of the files that take long on two cores, for a clean checkout; later runs use the times of the last one. */
const SECONDS = {
  'generated-input': 90,
  'engine-control': 70,
  'large-controls': 55,
  'engine-crashes': 60,
  model: 40,
  'rate-limits': 40,
  connections: 55,
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
