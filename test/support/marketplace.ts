import { expect } from '@jest/globals';
import { KEYS } from './accounts.js';
import type { Answer, RequestOptions } from './client.js';
import type { Service } from './service.js';

/** A small marketplace: bruno's approved profile with a service, and orders of it by ana. */
export interface Marketplace {
  readonly professionalId: number;
  readonly serviceId: number;
  readonly orderIds: readonly number[];
}

/** Makes a marketplace through the public API, with this many pending orders. Once for a professional (bruno). */
export async function makeMarketplace(service: Service, orders: number, keys = KEYS): Promise<Marketplace> {
  const professionalId = await created(service, 'professionals', keys.bruno, { headline: 'Electrician' });
  await created(service, 'professionals', keys.sofia, { is_approved: true }, professionalId);
  const serviceId = await created(service, 'services', keys.bruno, { name: 'Inspection', price: '149.90' });
  const orderIds: number[] = [];
  for (let n = 0; n < orders; n += 1)
    orderIds.push(await created(service, 'orders', keys.ana, { service_id: serviceId }));
  return { professionalId, serviceId, orderIds };
}

async function created(service: Service, resource: string, key: string, body: object, id?: number): Promise<number> {
  const path = `/api/v1/${resource}${id === undefined ? '' : `/${id}`}`;
  const answer = await service.request(id === undefined ? 'POST' : 'PATCH', path, { key, body });
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return Number(answer.at('id'));
}

/** A request that is to be refused. */
export async function refused(
  service: Service,
  method: string,
  path: string,
  options: RequestOptions,
  status: number,
  code: string,
): Promise<Answer> {
  const answer = await service.request(method, path, { checked: false, ...options });
  expect([answer.status, answer.at('error_code')]).toEqual([status, code]);
  return answer;
}

/** Submits operations and answers the results. */
export async function submit(
  service: Service,
  key: string,
  type: string,
  operations: readonly unknown[],
  extras: object = {},
): Promise<Answer> {
  const answer = await service.request('POST', '/api/v1/batch/', {
    key,
    body: { operation_type: type, operations, ...extras },
  });
  expect(answer.status).toBe(200);
  return answer;
}

/** The status and code of every result: `200`, `404 NOT_FOUND`. */
export const verdicts = (answer: Answer): string[] =>
  (answer.at('results') as { status: number; error?: { code: string } }[]).map(({ status, error }) =>
    error === undefined ? String(status) : `${status} ${error.code}`,
  );

/** An operation on a row. */
export const change = (resource_id: unknown, data: unknown, more: object = {}): object => ({
  method: 'PATCH',
  resource_id,
  data,
  ...more,
});
