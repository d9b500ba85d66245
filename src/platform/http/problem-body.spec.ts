import { AppError } from '../errors/app-error.js';
import { errorBody } from './error-body.js';
import { asksForProblem, problemBody } from './problem-body.js';

describe('Problem details (RFC 9457)', () => {
  it.each([
    ['application/problem+json', true],
    ['application/json, Application/Problem+JSON;q=0.9', true],
    ['application/json', false],
    ['*/*', false],
    ['text/x-application/problem+json', false],
    [undefined, false],
  ])('are requested by Accept: %s: %s', (accept, asked) => {
    expect(asksForProblem(accept)).toBe(asked);
  });

  it('contain the members of the ordinary body', () => {
    const body = errorBody(new AppError('NOT_FOUND', 'There is no batch 7.'), 'trace');
    expect(problemBody(body, 404)).toEqual({
      type: 'about:blank',
      title: 'No such resource, or it belongs to another owner.',
      status: 404,
      detail: 'There is no batch 7.',
      ...body,
    });
  });
});
