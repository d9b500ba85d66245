import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { AppError } from '../http/error.js';
import { explainOutage } from './sqlstate.js';

const coded = (code: string): Error => Object.assign(new Error('from the server'), { code });

describe('an outage of the database', () => {
  it.each([
    ['a server that shuts down', coded('57P01')],
    ['a class 08 error, wrapped by the ORM', new QueryFailedError('SELECT 1', [], coded('08006'))],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a connection that ended under a statement', new Error('Connection terminated unexpectedly')],
    ['a connection that had ended before', new Error('Client has encountered a connection error and is not queryable')],
    ['a runner whose connection was taken away', new QueryRunnerAlreadyReleasedError()],
    ['a server that lets nobody in', new Error('Connection terminated due to connection timeout')],
  ])('is told of %s', (_, error) => {
    expect(explainOutage(error)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryAfter: 2, cause: error });
  });

  it.each(['53100', '58030'])('is told of storage that is used up or broken (%s)', (code) => {
    expect(explainOutage(coded(code))).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('is not made of a pool whose connections all stayed at work', () => {
    const busy = new Error('timeout exceeded when trying to connect');
    expect(explainOutage(busy)).toMatchObject({ code: 'OVERLOADED', retryAfter: 2, cause: busy });
  });

  it.each([coded('23505'), new Error('anything else'), new AppError('NOT_FOUND'), 'no error at all'])(
    'is not made of %s',
    (error) => {
      expect(explainOutage(error)).toBe(error);
    },
  );
});
