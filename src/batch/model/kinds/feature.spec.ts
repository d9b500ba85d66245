import type { MigrationInterface } from 'typeorm';
import { SCOPES } from '../../../accounts/rights/scopes.js';
import { declaredMigrations } from '../../../platform/database/feature-migrations.js';
import { AppError, type ErrorCode, ERROR_CODES, permanent } from '../../../platform/errors/app-error.js';
import { FeatureError } from '../../../platform/errors/feature-error.js';
import { declaredKinds, KINDS, readScopeOf, submitScopeOf } from './declared-kinds.js';
import { defineFeature, isDefinedHere } from './define-feature.js';
import { type Feature, registerFeature, registeredFeatures } from './feature.js';
import type { KindDeclaration } from './kind.js';

const kind = (name: string, scopes = { submit: 'spare:write', read: 'spare:read' }): KindDeclaration => ({
  name,
  title: 'Spare',
  scopes,
  publicId: 'uuid',
  maxItems: 10,
  schema: { item: {}, options: {} },
});

const feature = (name: string, more: Partial<Feature> = {}): Feature => ({
  name,
  module: { module: Object },
  scopes: ['spare:read', 'spare:write'],
  kinds: [],
  ...more,
});

class CreateSpare1764000000001 implements MigrationInterface {
  up = () => Promise.resolve();
  down = () => Promise.resolve();
}
class Unnumbered extends CreateSpare1764000000001 {}
class AsEarlyAsOurs1763000000002 extends CreateSpare1764000000001 {}

describe('A registered feature', () => {
  const spare = feature('spare', {
    kinds: [kind('spare')],
    errors: { SPARE_BROKEN: permanent(422, 'ValueError', 'It is broken.') },
    migrations: [CreateSpare1764000000001],
  });
  beforeAll(() => registerFeature(spare));

  it('has its kinds, scopes, error codes and migrations declared', () => {
    expect([KINDS, declaredKinds()]).toEqual([['spare'], spare.kinds]);
    expect(SCOPES).toEqual(expect.arrayContaining(['spare:read', 'spare:write']));
    expect(ERROR_CODES).toContain('SPARE_BROKEN');
    expect(new AppError('SPARE_BROKEN' as ErrorCode)).toMatchObject({ status: 422, message: 'It is broken.' });
    expect(declaredMigrations().map((one) => new one().name)).toEqual(['spare:CreateSpare1764000000001']);
  });

  it('stays as it is when it is registered again', () => {
    registerFeature(spare);
    expect(registeredFeatures()).toEqual([spare]);
  });

  it('knows the scopes of its kinds; a kind that nobody knows needs an admin', () => {
    expect([submitScopeOf('spare'), readScopeOf('spare')]).toEqual(['spare:write', 'spare:read']);
    expect([submitScopeOf('unheard_of'), readScopeOf('unheard_of')]).toEqual(['admin', 'admin']);
  });

  it.each<[string, Feature, RegExp]>([
    ['a name that is taken', feature('spare'), /Two features are called spare/],
    ['a kind that is taken', feature('two', { kinds: [kind('spare')] }), /kind spare is declared twice/],
    [
      'an error code that is taken',
      feature('three', { errors: { NOT_FOUND: permanent(404, 'ValueError', 'Mine') } }),
      /error code NOT_FOUND is declared twice/,
    ],
    [
      'a scope that it does not declare',
      feature('four', { kinds: [kind('four', { submit: 'four:write', read: 'spare:read' })] }),
      /kind four needs the scope four:write/,
    ],
    ['a misshapen name', feature('Five words'), /its name must be lower-case words/],
    ['a misshapen kind', feature('six', { kinds: [kind('six-kinds')] }), /six-kinds must be lower-case words/],
    ['a misshapen scope', feature('seven', { scopes: ['everything'] }), /scope everything must be like area:read/],
    ['a migration without a time', feature('eight', { migrations: [Unnumbered] }), /Unnumbered of eight must be named/],
    [
      'a migration with a number of ours',
      feature('nine', { migrations: [AsEarlyAsOurs1763000000002] }),
      /AsEarlyAsOurs1763000000002 of nine must be named/,
    ],
    ['no schema', feature('ten', { kinds: [{ ...kind('ten'), schema: undefined } as never] }), /kind ten needs schema/],
  ])('is refused with %s', (_, refused, reason) => {
    expect(() => registerFeature(refused)).toThrow(FeatureError);
    expect(() => registerFeature(refused)).toThrow(reason);
  });

  it('is recognised when this copy of the package has defined it', () => {
    expect([isDefinedHere(defineFeature(spare)), isDefinedHere({ ...spare })]).toEqual([true, false]);
  });
});
