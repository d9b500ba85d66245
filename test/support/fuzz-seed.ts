const asked = process.env['FUZZ_SEED'];

/**
 * Start of generated tests: a fixed value by default, so that results are reproducible. FUZZ_SEED sets another one,
 * `random` a new one.
 */
export const FUZZ_SEED = asked === undefined ? 20_261_127 : asked === 'random' ? Date.now() % 2 ** 31 : Number(asked);
