import { tabStop } from './tab-stop';

describe('The row that Tab leads to', () => {
  it('is the one that was last in focus', () => {
    expect(tabStop(5, 0, 20)).toBe(5);
  });

  it('is the nearest that exists when that one is out of sight, above or below', () => {
    expect(tabStop(5, 40, 60)).toBe(40);
    expect(tabStop(90, 40, 60)).toBe(60);
  });

  it('is in a list that has become shorter', () => {
    expect(tabStop(50, 0, 2)).toBe(2);
    expect(tabStop(50, 0, 0)).toBe(0);
  });
});
