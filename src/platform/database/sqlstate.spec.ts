import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { explainOutage, isRefusedCommit } from './sqlstate.js';

const coded = (code: string): Error => Object.assign(new Error('from the server'), { code });

describe('explainOutage', () => {
  it.each([
    ['a server that shuts down', coded('57P01')],
    ['a class 08 error, wrapped by the ORM', new QueryFailedError('SELECT 1', [], coded('08006'))],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a connection that ended under a statement', new Error('Connection terminated unexpectedly')],
    ['a connection that had ended before', new Error('Client has encountered a connection error and is not queryable')],
    ['a runner whose connection was taken away', new QueryRunnerAlreadyReleasedError()],
    ['a server that became a standby', coded('25006')],
    ['a server that no way leads to', coded('EHOSTUNREACH')],
    ['a server that does not answer a connection', new Error('timeout expired')],
    ['a server that does not answer a statement', new Error('Query read timeout')],
    ['a server that accepts no connection', new Error('Connection terminated due to connection timeout')],
  ])('reports %s', (_, error) => {
    expect(explainOutage(error)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryAfter: 2, cause: error });
  });

  it.each(['53100', '58030'])('reports storage that is full or broken (%s)', (code) => {
    expect(explainOutage(coded(code))).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it.each(['57014', '25P03', '53200'])('reports an overloaded server as OVERLOADED (%s)', (code) => {
    expect(explainOutage(coded(code))).toMatchObject({ code: 'OVERLOADED', status: 503, retryAfter: 2 });
  });

  it('reports a busy pool as OVERLOADED, not as an outage', () => {
    const busy = new Error('timeout exceeded when trying to connect');
    expect(explainOutage(busy)).toMatchObject({ code: 'OVERLOADED', retryAfter: 2, cause: busy });
  });

  it.each([coded('23505'), new Error('anything else'), new AppError('NOT_FOUND'), 'no error at all'])(
    'leaves %s unchanged',
    (error) => {
      expect(explainOutage(error)).toBe(error);
    },
  );
});

describe('isRefusedCommit', () => {
  const answered = (code: string, severity = 'ERROR'): Error => Object.assign(coded(code), { severity });

  it.each([answered('23505'), answered('40001'), new QueryFailedError('COMMIT', [], answered('23503'))])(
    'is true when the server names the reason for the refusal (%#)',
    (error) => expect(isRefusedCommit(error)).toBe(true),
  );

  it.each([
    coded('ECONNRESET'),
    coded('EPIPE'),
    answered('XX000', 'FATAL'),
    answered('57P01'),
    new Error('anything'),
    7,
  ])('is false for any other error, after which everything may be stored (%#)', (error) =>
    expect(isRefusedCommit(error)).toBe(false),
  );
});
