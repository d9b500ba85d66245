const asked = process.env['FUZZ_SEED'];

/**
 * Where generated tests begin: the same for everybody, so that a change is judged and not the luck of the draw. FUZZ_SEED takes
 * another one, and `random` one that nobody has tried.
 */
export const FUZZ_SEED = asked === undefined ? 20_261_127 : asked === 'random' ? Date.now() % 2 ** 31 : Number(asked);
