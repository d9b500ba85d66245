import fc from 'fast-check';
import { FUZZ_SEED } from './fuzz-seed.js';

fc.configureGlobal({ seed: FUZZ_SEED });

/**
 * fast-check with the fixed start of generated tests: a run that nobody changed anything for ends as the last one did.
 */
export default fc;
