import { KEYS } from '../support/accounts.js';
import type { Reply } from './balancer.js';
import type { Place } from './place.js';

/** What callers submit; those that end in `later` are worked on after the answer, and so are pages. */
export const WORK = ['contacts', 'contacts later', 'orders', 'orders later', 'pages'] as const;
export type Work = (typeof WORK)[number];

/** A batch to submit. */
export interface Submission {
  /** Stands in the metadata of its batch: more than one batch with it, and the submission was doubled. */
  readonly intent: string;
  readonly path: string;
  readonly key: string;
  readonly body: object;
  readonly items: number;
  /** Whether it is worked on after the answer. */
  readonly isLater: boolean;
  readonly batchIdOf: (reply: Reply) => string;
}

const SIZES: Readonly<Record<Work, number>> = {
  contacts: 10,
  'contacts later': 150,
  orders: 4,
  'orders later': 40,
  pages: 3,
};

/** A new batch; `size` items instead of the usual number. */
export function newSubmission(place: Place, work: Work, intent: string, size = SIZES[work]): Submission {
  const metadata = { intent };
  const common = { intent, items: size, isLater: work !== 'contacts' && work !== 'orders' };
  const contacts = () => Array.from({ length: size }, (_, n) => ({ id: `${intent}-${n}`, data: { name: intent } }));
  const operations = () =>
    Array.from({ length: size }, (_, n) => ({
      method: 'PATCH',
      resource_id: place.orders[Math.floor(Math.random() * place.orders.length)],
      data: { notes: `${intent} ${n}` },
    }));
  switch (work) {
    case 'contacts':
      return {
        ...common,
        path: '/api/v1/batch-process',
        key: KEYS.ana,
        body: { items: contacts(), metadata },
        batchIdOf: ({ field }) => String(field('batch_id')),
      };
    case 'orders':
      return {
        ...common,
        path: '/api/v1/batch/',
        key: KEYS.admin,
        body: { operation_type: 'order_update', operations: operations(), metadata },
        batchIdOf: ({ field }) => String(field('batch_id')),
      };
    case 'contacts later':
      return shared({ ...common, key: KEYS.otto, body: { kind: 'contact_analysis', items: contacts(), metadata } });
    case 'orders later':
      return shared({
        ...common,
        key: KEYS.admin,
        body: { kind: 'operations', options: { operation_type: 'order_update' }, items: operations(), metadata },
      });
    case 'pages':
      return {
        ...common,
        path: '/api/v1/batch-processing/start',
        key: KEYS.bruno,
        body: { urls: place.pages.newPages(size), batch_size: 5, metadata },
        batchIdOf: ({ field }) => String(field('batch_job_id')),
      };
  }
}

const shared = (rest: Omit<Submission, 'path' | 'batchIdOf'>): Submission => ({
  ...rest,
  path: '/api/v1/batches',
  batchIdOf: ({ field }) => String(field('id')),
});
