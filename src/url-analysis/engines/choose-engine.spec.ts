import { chooseEngine } from './choose-engine.js';

describe('chooseEngine', () => {
  it.each([
    [true, true, 'psi'],
    [true, false, 'psi'],
    [false, true, 'lighthouse'],
    [false, false, 'http'],
  ])('selects for auto with key %s and Chrome %s the engine %s', (psiKey, lighthouse, engine) => {
    expect(chooseEngine('auto', { psiKey, lighthouse })).toMatchObject({ engine });
  });

  it('rejects an unavailable named engine instead of replacing it', () => {
    expect(chooseEngine('psi', { psiKey: false, lighthouse: true }).engine).toBeNull();
    expect(chooseEngine('lighthouse', { psiKey: true, lighthouse: false }).engine).toBeNull();
    expect(chooseEngine('http', { psiKey: true, lighthouse: true }).engine).toBe('http');
  });
});
