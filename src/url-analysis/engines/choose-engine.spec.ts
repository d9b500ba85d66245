import { chooseEngine } from './choose-engine.js';

describe('chooseEngine', () => {
  it.each([
    [true, true, 'psi'],
    [true, false, 'psi'],
    [false, true, 'lighthouse'],
    [false, false, 'http'],
  ])('auto with key %s and Chrome %s takes %s', (psiKey, lighthouse, engine) => {
    expect(chooseEngine('auto', { psiKey, lighthouse })).toMatchObject({ engine });
  });

  it('refuses a named engine that is not there instead of taking another', () => {
    expect(chooseEngine('psi', { psiKey: false, lighthouse: true }).engine).toBeNull();
    expect(chooseEngine('lighthouse', { psiKey: true, lighthouse: false }).engine).toBeNull();
    expect(chooseEngine('http', { psiKey: true, lighthouse: true }).engine).toBe('http');
  });
});
