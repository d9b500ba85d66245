import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { type Cursor, decodeCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import type { OrderDto, ProfessionalDto, ServiceDto } from './marketplace.dto.js';
import type { Deletable } from '../rules/operation-type.js';

/** Public view of each resource. */
export interface Views {
  readonly orders: OrderDto;
  readonly professionals: ProfessionalDto;
  readonly services: ServiceDto;
}

interface Source {
  readonly columns: string;
  /** Condition for the rows `r` visible to user $1; null for staff and admins, who see all. */
  readonly visible: string;
  /** Condition of the list's only filter, $2; null selects all rows. */
  readonly filter: string;
}

const OWN_PROFILE = '(SELECT id FROM professionals WHERE user_id = $1)';

const SOURCES: Readonly<Record<Deletable, Source>> = {
  orders: {
    columns: 'r.id, r.client_id, r.professional_id, r.service_id, r.status, r.notes, r.price',
    visible: `($1::bigint IS NULL OR r.client_id = $1 OR r.professional_id = ${OWN_PROFILE})`,
    filter: '($2::text IS NULL OR r.status = $2)',
  },
  professionals: {
    columns: 'r.id, r.user_id, r.headline, r.is_approved, r.is_verified',
    visible: '($1::bigint IS NULL OR r.is_approved OR r.user_id = $1)',
    filter: '($2::boolean IS NULL OR r.is_approved = $2)',
  },
  services: {
    columns: 'r.id, r.professional_id, r.name, r.description, r.price, r.is_active',
    visible: `($1::bigint IS NULL OR r.professional_id = ${OWN_PROFILE}
               OR r.is_active AND EXISTS (SELECT FROM professionals p WHERE p.id = r.professional_id AND p.is_approved))`,
    filter: '($2::bigint IS NULL OR r.professional_id = $2)',
  },
};

const COMMON = 'r.version, r.created_at, r.updated_at';
const EXACT = `to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS exact`;

/** Staff and admins act for all users. */
export const isOffice = ({ role }: Actor): boolean => role === 'staff' || role === 'admin';
const viewer = (actor: Actor): number | null => (isOffice(actor) ? null : actor.userId);

/** Reads the orders, professionals and services that a caller may see. */
@Injectable()
export class MarketplaceQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A row visible to the actor; undefined when there is none. Inside a transaction, pass its manager. */
  async find<Resource extends Deletable>(
    resource: Resource,
    id: number,
    actor: Actor,
    tx: EntityManager = this.dataSource.manager,
  ): Promise<Views[Resource] | undefined> {
    const { columns, visible } = SOURCES[resource];
    const rows: Views[Resource][] = await tx.query(
      `SELECT ${columns}, ${COMMON} FROM ${resource} r WHERE ${visible} AND r.id = $2`,
      [viewer(actor), id],
    );
    return rows[0];
  }

  /** Whether there is a user of this id. */
  async hasUser(id: number, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT FROM users WHERE id = $1', [id]);
    return rows.length > 0;
  }

  /** A page of the rows visible to the actor, newest first. Throws VALIDATION_ERROR for an invalid cursor. */
  async list<Resource extends Deletable>(
    resource: Resource,
    actor: Actor,
    filter: string | number | boolean | undefined,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly results: Views[Resource][]; readonly next_cursor: string | null }> {
    const { columns, visible, filter: matching } = SOURCES[resource];
    const after: Cursor | undefined = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
    const rows: (Views[Resource] & { exact: string })[] = await this.dataSource.query(
      `SELECT ${columns}, ${COMMON}, ${EXACT} FROM ${resource} r
        WHERE ${visible} AND ${matching} AND ($3::timestamptz IS NULL OR (r.created_at, r.id) < ($3, $4::bigint))
        ORDER BY r.created_at DESC, r.id DESC LIMIT $5`,
      [viewer(actor), filter ?? null, after?.createdAt ?? null, after?.id ?? null, page.limit + 1],
    );
    const { rows: visibleRows, nextCursor } = toPage(rows, page.limit, (last) =>
      encodeCursor({ createdAt: last.exact, id: last.id }),
    );
    return { results: visibleRows.map((row) => withoutExact<Views[Resource]>(row)), next_cursor: nextCursor };
  }
}

/** The row as published, without the exact time, which only the cursor uses. */
function withoutExact<View>(row: View & { readonly exact: string }): View {
  const view: View & { exact?: string } = { ...row };
  delete view.exact;
  return view;
}
