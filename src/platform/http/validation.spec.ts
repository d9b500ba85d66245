import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IsEmail, IsISO8601, IsString, MaxLength, validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { Optional } from './optional.js';
import { cut } from './faults.js';
import { ERROR_TYPES, faultsOf } from './validation.js';

class Sample {
  @Optional()
  @IsString()
  @MaxLength(5)
  name?: string;

  @Optional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @Optional()
  @IsISO8601({ strict: true })
  from?: string;
}

const faults = (body: object) => validateSync(plainToInstance(Sample, body)).flatMap((error) => faultsOf(error, ''));

/**
 * The rules that the DTOs use, class-validator's and the service's own, by the names under which they are reported.
 */
function usedConstraints(): readonly string[] {
  const root = join(__dirname, '..', '..');
  const names = new Set<string>();
  const own = new Set<string>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.endsWith('.spec.ts')) continue;
    const source = readFileSync(join(root, path), 'utf8');
    for (const [, name = ''] of source.matchAll(/ValidateBy\(\{\s*name: '(\w+)'/g)) own.add(name);
    const imported = /import \{([^}]*)\} from 'class-validator'/.exec(source)?.[1];
    for (const name of imported?.split(',') ?? []) names.add(name.trim().toLowerCase());
  }
  const known = Object.values(jest.requireActual<object>('class-validator')).filter(
    (value: unknown) => typeof value === 'string' && names.has(value.toLowerCase()),
  ) as string[];
  return [...known, ...own];
}

describe('validation faults', () => {
  it('have an error type for every rule that a DTO uses', () => {
    const used = usedConstraints();
    expect(used).toEqual(expect.arrayContaining(['isIso8601', 'isUuid', 'isString', 'isPrice']));
    expect(used.filter((name) => !Object.hasOwn(ERROR_TYPES, name))).toEqual([]);
  });

  it('report the type before the length, for null too', () => {
    expect(
      faults({ name: null, email: null, from: '2026-02-30' }).map(({ field, error_type: type }) => [field, type]),
    ).toEqual([
      ['name', 'string_type'],
      ['email', 'email'],
      ['from', 'datetime_parsing'],
    ]);
    expect(faults({})).toEqual([]);
  });

  it.each([
    ['https://user:pw@example.com/a', 'https://[removed]@example.com/a'],
    ['//me@host', '//[removed]@host'],
    ['https://example.com/@name', 'https://example.com/@name'],
    ['someone@example.com', 'someone@example.com'],
    ['x'.repeat(300), 'x'.repeat(200)],
    [
      { url: 'ftp://user:pw@host', to: 'a@b' },
      { url: 'ftp://[removed]@host', to: 'a@b' },
    ],
    [undefined, null],
    [7, 7],
  ])('show %j as %j', (value, shown) => {
    expect(cut(value)).toEqual(shown);
  });
});
