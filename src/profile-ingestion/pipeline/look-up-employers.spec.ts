import type { IdentifiedCompany } from '../../company-extraction/extraction/company-data.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Employer } from '../profile/companies-from-experience.js';
import { lookUpEmployers } from './look-up-employers.js';
import { NO_COMPANY_REF } from '../profile/profile.js';

const subject = (name: string): { readonly id: string; readonly employer: Employer } => ({
  id: `id-${name}`,
  employer: { key: `name:${name}|`, keys: [`name:${name}|`], name, ref: NO_COMPANY_REF, positions: [] },
});
const company = (name: string): IdentifiedCompany => ({ data: { company_name: name } }) as IdentifiedCompany;
const signals = (deadline = new AbortController().signal) => ({ item: new AbortController().signal, deadline });

describe('lookUpEmployers', () => {
  it('preserves the order, and runs at most three lookups concurrently', async () => {
    let running = 0;
    let most = 0;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const done = await lookUpEmployers(
      names.map(subject),
      async ({ name }) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return company(name);
      },
      signals(),
      () => undefined,
    );
    expect(done.map((one) => one.company?.data.company_name)).toEqual(names);
    expect(most).toBe(3);
  });

  it('loses only the facts of a company that fails, with a warning [S4-32]', async () => {
    const warnings: string[] = [];
    const done = await lookUpEmployers(
      [subject('good'), subject('bad')],
      ({ name }) =>
        name === 'bad'
          ? Promise.reject(new AppError('COMPANY_NOT_FOUND', 'No source knows the company.'))
          : Promise.resolve(company(name)),
      signals(),
      (text) => warnings.push(text),
    );
    expect(done.map((one) => one.company === null)).toEqual([false, true]);
    expect(warnings).toEqual(['Company bad: No source knows the company.']);
  });

  it('starts no lookup once the time for companies is over [S4-38]', async () => {
    const warnings: string[] = [];
    const lookUp = () => Promise.reject(new Error('not to be asked'));
    const done = await lookUpEmployers([subject('late')], lookUp, signals(AbortSignal.abort()), (text) =>
      warnings.push(text),
    );
    expect(done[0]?.company).toBeNull();
    expect(warnings).toEqual(['Company late: not looked up, the time for companies was over.']);
  });

  it('ends with the item', async () => {
    const item = AbortSignal.abort(new AppError('CANCELLED'));
    const lookUp = () => Promise.reject(new AppError('CANCELLED'));
    await expect(lookUpEmployers([subject('x')], lookUp, { ...signals(), item }, () => undefined)).rejects.toThrow(
      AppError,
    );
  });
});
