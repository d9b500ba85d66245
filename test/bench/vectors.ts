const WORDS = (
  'chief technology information security officer head director engineering platform cloud payments retail bank insurance ' +
  'energy logistics health data analytics machine learning risk audit compliance migration architecture microservices ' +
  'kubernetes postgresql identity access incident response strategy transformation team budget vendor product mobile'
).split(' ');

/** A generator of numbers that is the same in every run. */
function random(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Texts as long as those of profiles. */
export function profileTexts(count: number): readonly string[] {
  const next = random();
  const word = (): string => WORDS[Math.floor(next() * WORDS.length)] ?? '';
  return Array.from({ length: count }, () => Array.from({ length: 120 }, word).join(' '));
}

/** Vectors around 2,000 centres, as texts about 2,000 subjects would be. */
export function clusteredVectors(dimensions: number): { next(): Float32Array } {
  const next = random();
  const noise = (): number => next() - 0.5;
  const centres = Array.from({ length: 2_000 }, () => Float32Array.from({ length: dimensions }, noise));
  return {
    next: () => {
      const centre = centres[Math.floor(next() * centres.length)] ?? new Float32Array(dimensions);
      return centre.map((x) => x + 0.8 * noise());
    },
  };
}
