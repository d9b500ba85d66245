import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from '../../src/accounts/rights/scopes.js';
import { declaredKinds } from '../../src/batch/model/kinds/declared-kinds.js';
import { registeredFeatures } from '../../src/batch/model/kinds/feature.js';
import { registerFeatures } from '../../src/features.js';
import { describeSettings } from '../../src/platform/config/config.js';
import { ERRORS } from '../../src/platform/errors/app-error.js';
import { UrlAnalysisService } from '../../src/url-analysis/api/url-analysis.service.js';
import { UrlAnalysisModule } from '../../src/url-analysis/url-analysis.module.js';
import {
  envExample,
  errorTableMarkdown,
  GENERATED_SECTIONS,
  settingsTableMarkdown,
  withSections,
} from '../../tools/documentation-sections.js';
import { USABLE } from '../support/accounts.js';

// All that loads every module of the service stands in this one file, since loading them takes seconds.

const root = join(__dirname, '..', '..');
const src = join(root, 'src');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));
const product = sources.filter(({ path }) => !path.endsWith('.spec.ts'));

/** Scopes that a file needs: those of its routes (`scope`) and of its kinds (`scopes: { submit, read }`). */
const scopesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:scope|submit|read): '(admin|[a-z]+:[a-z_]+)'/g)].map(([, scope = '']) => scope);

describe('The features', () => {
  beforeAll(registerFeatures);

  it('declare every scope that a route needs', () => {
    const needed = product.flatMap(({ text }) => scopesIn(text));
    expect(needed.length).toBeGreaterThan(50);
    for (const { scopes } of declaredKinds()) expect(needed).toEqual(expect.arrayContaining(Object.values(scopes)));
    expect([...new Set(needed)].filter((scope) => !SCOPES.includes(scope))).toEqual([]);
  });

  it('declare the scopes that the keys of the tests have', () => {
    expect([...SCOPES].sort()).toEqual([...USABLE, 'admin'].sort());
  });

  it('declare their scopes themselves: a route or kind needs no scope of another feature', () => {
    const owners = new Map(registeredFeatures().flatMap(({ name, scopes }) => scopes.map((scope) => [scope, name])));
    const strange = product.flatMap(({ path, text }) =>
      scopesIn(text)
        .map((scope) => ({ path, owner: owners.get(scope) }))
        .filter(({ owner }) => owner !== undefined && !path.startsWith(`${owner}/`)),
    );
    expect(strange).toEqual([]);
  });

  it('own their kinds: the batch module and the platform name none', () => {
    const names = declaredKinds().map(({ name }) => name);
    expect(names).toHaveLength(5);
    const named = new RegExp(`\\b(${names.join('|')})\\b`);
    const shared = product.filter(({ path }) => /^(batch|platform)\//.test(path));
    expect(shared.filter(({ text }) => named.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('have each kind in one folder; only released migrations name it besides', () => {
    for (const { name, kinds } of registeredFeatures())
      for (const kind of kinds) {
        const naming = product.filter(({ text }) => text.includes(`'${kind.name}'`)).map(({ path }) => path);
        expect(naming.filter((path) => !path.startsWith(`${name}/`) && !path.startsWith('migrations/'))).toEqual([]);
      }
  });

  it('have the same rooms, and the files of one role have names of one form', () => {
    const roles = (name: string): Readonly<Record<string, RegExp>> => ({
      'check of items': /^input\/check-\w+\.ts$/,
      'check of options': /^input\/\w+-options\.ts$/,
      declaration: new RegExp(`^kind/${name}\\.kind\\.ts$`),
      handler: new RegExp(`^kind/${name}\\.handler\\.ts$`),
      routes: new RegExp(`^api/${name}\\.controller\\.ts$`),
      service: new RegExp(`^api/${name}\\.service\\.ts$`),
      rendering: /^api\/render-[\w-]+\.ts$/,
      reading: /^store\/[\w-]+-queries\.ts$/,
    });
    const filesOf = (name: string): string[] =>
      product.filter(({ path }) => path.startsWith(`${name}/`)).map(({ path }) => path.slice(name.length + 1));
    const names = registeredFeatures()
      .filter(({ kinds }) => kinds.length > 0)
      .map(({ name }) => name);
    const missing = names.flatMap((name) =>
      Object.entries(roles(name))
        .filter(([, form]) => !filesOf(name).some((path) => form.test(path)))
        .map(([role]) => `${name} has no ${role}`),
    );
    // A second service would make a reader ask which of the two has the feature's batches.
    const services = names.flatMap((name) => filesOf(name).filter((path) => /\.service\.ts$/.test(path)));
    expect(services).toEqual(names.map((name) => `api/${name}.service.ts`));
    expect(missing).toEqual([]);
  });

  it('own their names: the platform has none of them', () => {
    const names = registeredFeatures().flatMap(({ name, kinds }) => [name, ...kinds.map((kind) => kind.name)]);
    const words = [
      // OpenAPI has operations too.
      ...names.filter((name) => name !== 'operations'),
      ...['compan(?:y|ies)', 'profile', 'linkedin', 'lighthouse', 'operation_type', 'batch_submit'],
    ];
    // At the beginning of a word, or of a part of a name: `lighthouse`, `isCompany`, `HTTP_PROFILE`.
    const capitals = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
    const theirs = new RegExp(
      `(?<![A-Za-z])(?:${words.join('|')})|(?:${capitals.join('|')})|(?:${words.join('|').toUpperCase()})`,
    );
    for (const text of ["'batch_submit_2e1f'", 'of one company', 'class CompanyDto', 'isCompany', 'A_PROFILE'])
      expect(text).toMatch(theirs);
    const platform = product.filter(({ path }) => path.startsWith('platform/'));
    expect(platform.length).toBeGreaterThan(50);
    expect(platform.filter(({ text }) => theirs.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('The tables of what the features declare', () => {
  it.each(Object.keys(GENERATED_SECTIONS))('are those in the documentation (npm run docs writes them): %s', (page) => {
    expect(read(page)).toBe(withSections(page, read(page)));
  });

  it('name every error code and every setting once', () => {
    const rows = (markdown: string): string[] => [...markdown.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
    expect(rows(errorTableMarkdown())).toEqual(Object.keys(ERRORS));
    expect(rows(settingsTableMarkdown())).toEqual(describeSettings().map(({ name }) => name));
  });
});

describe('.env.example', () => {
  it('lists every setting with its default (npm run docs writes it)', () => {
    expect(read('.env.example')).toBe(envExample());
  });
});

describe('UrlAnalysisModule', () => {
  it('lets other modules start, follow and cancel jobs [S2-55]', () => {
    expect(Reflect.getMetadata('exports', UrlAnalysisModule)).toEqual([UrlAnalysisService]);
    const { start, progress, cancel } = UrlAnalysisService.prototype;
    for (const method of [start, progress, cancel]) expect(typeof method).toBe('function');
  });
});
