import { withPrefix } from './public-path.js';

describe('An address that an answer names', () => {
  it.each([
    ['/api/v1/batches/1', '/batches/api/v1/batches/1'],
    ['/batches/console/', '/batches/console/'],
    ['/batches', '/batches/batches'],
    ['//other.example/', '//other.example/'],
    ['https://other.example/', 'https://other.example/'],
  ])('%s is %s from outside', (location, outside) => {
    expect(withPrefix(location, '/batches')).toBe(outside);
  });
});
