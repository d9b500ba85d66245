import { cleanJson, cleanText, cutText } from './clean-text.js';

describe('Clean text', () => {
  it('has no NUL and no unpaired surrogate, and keeps pairs', () => {
    expect(cleanText('a\u0000b\ud83d\ude00\ud83d')).toBe('ab\ud83d\ude00\ufffd');
    expect(cutText('ab\ud83d\ude00', 3)).toBe('ab\ufffd');
  });

  it('is clean at any depth of JSON, names included', () => {
    const value = { 'na\u0000me': [{ deep: 'x\u0000' }, 'y\ud800', 1, null] };
    expect(JSON.parse(cleanJson(value))).toEqual({ name: [{ deep: 'x' }, 'y\ufffd', 1, null] });
    expect(cleanJson({ a: '\\u0000 as text' })).toBe(JSON.stringify({ a: '\\u0000 as text' }));
  });
});
