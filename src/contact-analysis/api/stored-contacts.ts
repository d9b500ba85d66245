import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, invalid, type ItemError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { cut } from '../../platform/http/faults.js';
import { type ContactFilter, ContactQueries, type StoredContact } from '../store/contact-queries.js';
import type { ContactErasedDto } from './contact-query.dto.js';
import { PROMOTED_COLUMNS, toContactRow } from '../store/contact-row.js';
import { type ContactChange, ContactStore, MAX_EXTRA_BYTES } from '../store/contact-store.js';

/** Contacts erased per transaction, and per request. */
const PIECE = 1000;
const MOST = 50_000;

/** Changes to a contact as submitted. */
interface SentChange {
  readonly data: Readonly<Record<string, unknown>>;
  readonly priority: number | null;
}

/** Reads, changes and erases stored contacts. */
@Injectable()
export class StoredContacts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: ContactQueries,
    private readonly store: ContactStore,
    private readonly log: AppLogger,
  ) {}

  /** Throws NOT_FOUND. */
  async get(ownerId: number, id: string): Promise<StoredContact> {
    const row = await this.queries.find(ownerId, id);
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such contact.');
    return row;
  }

  /** Changes the given fields; null clears one. Throws NOT_FOUND, or VALIDATION_ERROR as an insert would fail. */
  async change(ownerId: number, id: string, sent: SentChange): Promise<StoredContact> {
    const change = readChange(id, sent);
    const isChanged = await this.store.change(ownerId, id, change);
    const row = await this.get(ownerId, id);
    if (isChanged) return row;
    throw invalid([
      {
        field: 'data',
        message: `would let extra become larger than ${MAX_EXTRA_BYTES} bytes`,
        invalid_value: null,
        error_type: 'too_long',
      },
    ]);
  }

  /** Erases one contact. Throws NOT_FOUND. */
  async eraseOne(ownerId: number, id: string): Promise<void> {
    const filter = { ...NO_FILTER, ownerId, id };
    const count = await this.unitOfWork.run((tx) => this.store.erase(filter, 1, tx));
    if (count === 0) throw new AppError('NOT_FOUND', 'There is no such contact.');
    this.log.info('contacts erased', { owner: ownerId, count });
  }

  /**
   * Erases the matching contacts in several transactions, or counts them. Throws VALIDATION_ERROR when no filter is
   * set.
   */
  async erase(filter: ContactFilter, isDry: boolean): Promise<ContactErasedDto> {
    if (Object.entries(filter).every(([name, value]) => name === 'ownerId' || value === null))
      throw invalid([
        {
          field: 'query',
          message:
            'must name at least one of id, email, company, source, batch_id, priority_min, created_from, created_to, q',
          invalid_value: null,
          error_type: 'missing',
        },
      ]);
    if (isDry) return { dry_run: true, contacts: await this.queries.count(filter), has_more: false };
    let contacts = 0;
    for (let piece = PIECE; piece === PIECE && contacts < MOST; contacts += piece)
      piece = await this.unitOfWork.run((tx) => this.store.erase(filter, PIECE, tx));
    this.log.info('contacts erased', { owner: filter.ownerId, count: contacts });
    return { dry_run: false, contacts, has_more: contacts >= MOST && (await this.queries.count(filter)) > 0 };
  }
}

const NO_FILTER: Omit<ContactFilter, 'ownerId'> = {
  id: null,
  email: null,
  company: null,
  source: null,
  batchId: null,
  priorityMin: null,
  createdFrom: null,
  createdTo: null,
  like: null,
};

/** Validates a change by the rules of an insert. Throws VALIDATION_ERROR. */
function readChange(id: string, { data, priority }: SentChange): ContactChange {
  const made = toContactRow({ id, data, priority: priority ?? 1 }, false);
  if ('error' in made) throw invalid([faultOf(made.error, data)]);
  const { row } = made;
  const columns = Object.fromEntries(PROMOTED_COLUMNS.flatMap((name) => (name in row ? [[name, row[name]]] : [])));
  const entries = Object.entries(row.extra);
  return {
    columns,
    extra: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    removed: entries.filter(([, value]) => value === null).map(([field]) => field),
    priority,
  };
}

const faultOf = ({ code, message, details = {} }: ItemError, data: object) => ({
  field: typeof details['field'] === 'string' ? details['field'] : 'data',
  message,
  invalid_value: 'invalid_value' in details ? details['invalid_value'] : cut(data),
  error_type: code.toLowerCase(),
});
