import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Values of a new service. */
interface NewService {
  readonly name: string;
  readonly description: string;
  readonly price: string | number | undefined;
  readonly isActive: boolean;
}

/** Who offers a service: the professional named, or that of the user; staff may name any. */
interface Offerer {
  readonly userId: number;
  readonly professionalId: number | null;
  readonly isOffice: boolean;
}

type NewRow = { readonly id: number } | undefined;

/** Statements that make rows of the marketplace, and the one change that no operation makes. */
@Injectable()
export class MarketplaceStore {
  /** Sets a professional's headline; nothing happens when it has this one already. */
  async setHeadline(id: number, headline: string, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE professionals SET headline = $2, version = version + 1, updated_at = now()
        WHERE id = $1 AND headline <> $2`,
      [id, headline],
    );
  }

  /** Id of the new order, at the service's price when `price` is null; undefined when the client is not active. */
  async addOrder(
    clientId: number,
    serviceId: number,
    { notes, price }: { readonly notes: string; readonly price: string | number | null },
    tx: EntityManager,
  ): Promise<number | undefined> {
    const [row]: NewRow[] = await tx.query(
      `INSERT INTO orders (client_id, professional_id, service_id, notes, price)
       SELECT u.id, s.professional_id, s.id, $3, coalesce($4::numeric, s.price)
         FROM services s, users u WHERE s.id = $2 AND u.id = $1 AND u.is_active
       RETURNING id`,
      [clientId, serviceId, notes, price],
    );
    return row?.id;
  }

  /** Id of the new profile, not approved yet; undefined when the user has one. */
  async addProfessional(userId: number, headline: string, tx: EntityManager): Promise<number | undefined> {
    const [row]: NewRow[] = await tx.query(
      'INSERT INTO professionals (user_id, headline) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING RETURNING id',
      [userId, headline],
    );
    return row?.id;
  }

  /** Id of the new service; undefined when there is no such professional, or the user may not act for it. */
  async addService(
    { userId, professionalId, isOffice }: Offerer,
    { name, description, price, isActive }: NewService,
    tx: EntityManager,
  ): Promise<number | undefined> {
    const [row]: NewRow[] = await tx.query(
      `INSERT INTO services (professional_id, name, description, price, is_active)
       SELECT p.id, $3, $4, $5::numeric, $6 FROM professionals p
        WHERE ($2::bigint IS NULL AND p.user_id = $1) OR (p.id = $2 AND ($7 OR p.user_id = $1))
       RETURNING id`,
      [userId, professionalId, name, description, price, isActive, isOffice],
    );
    return row?.id;
  }
}
