import { QueryFailedError } from 'typeorm';
import { AppConfig } from '../config/config.js';
import { AppError } from '../http/error.js';
import { createLogger } from './app-logger.js';

describe('an error of the database in the log', () => {
  const fromServer = Object.assign(new Error('invalid input syntax for type uuid: "a caller\'s value"'), {
    code: '22P02',
    severity: 'ERROR',
    detail: 'Key (email)=(someone@example.com) already exists.',
    where: "unnamed portal parameter $1 = 'a caller''s value'",
    constraint: 'users_email',
    table: 'users',
  });
  const failed = new QueryFailedError('INSERT INTO users VALUES ($1)', ['someone@example.com'], fromServer);

  it.each([
    ['as it was thrown', failed],
    ['as the cause of an answer', new AppError('INTERNAL_ERROR', undefined, { cause: failed })],
  ])('has its names and no value of a caller, %s', (_, error) => {
    const lines: string[] = [];
    createLogger(AppConfig.parse({}), { write: (line) => void lines.push(line) }).error(
      { err: error },
      'request failed',
    );
    const [line = ''] = lines;
    expect(line).not.toMatch(/someone@example|caller's value|caller''s value/);
    expect(line).toMatch(/QueryFailedError.*22P02.*users_email/s);
  });
});
