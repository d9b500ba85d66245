const asked = process.env['FUZZ_SEED'];

/**
 * Start of generated tests: a fixed value by default, so that results are reproducible. FUZZ_SEED sets another one,
 * `random` a new one.
 */
export const FUZZ_SEED = asked === undefined ? 20_261_127 : asked === 'random' ? Date.now() % 2 ** 31 : Number(asked);

/**
 * Number of values that are drawn for a field, beside those that every field gets. Few by default: with the same start
 * a run draws the same ones. FUZZ_RUNS sets another number, for long runs with another start.
 */
export const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 6);
