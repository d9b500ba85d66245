import { QueryFailedError } from 'typeorm';
import { AppConfig } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { createLogger } from './app-logger.js';

describe('loggedError of a database error', () => {
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
  ])('contains names and no value of a caller, %s', (_, error) => {
    const lines: string[] = [];
    createLogger(AppConfig.parse({}), { write: (line) => void lines.push(line) }).error(
      { err: error },
      'request failed',
    );
    const [line = ''] = lines;
    expect(line).not.toMatch(/someone@example|caller's value|caller''s value/);
    expect(line).toMatch(/QueryFailedError.*22P02.*users_email/s);
  });

  it.each([
    ['invalid input syntax for type uuid: "a caller\'s value"', 'type uuid: "[redacted]"'],
    ['value "99887766554433" is out of range for type integer', 'is out of range for type integer'],
  ])('has no value where a line keeps its text alone: %s', (message, kept) => {
    const lines: string[] = [];
    const fields = { error: String(new QueryFailedError('SELECT $1', [], new Error(message))) };
    createLogger(AppConfig.parse({}), { write: (line) => void lines.push(line) }).warn(fields, 'a sweep failed');
    const { error } = JSON.parse(lines[0] ?? '') as { error: string };
    expect(error).not.toMatch(/caller's value|99887766554433/);
    expect(error).toContain(kept);
  });
});
