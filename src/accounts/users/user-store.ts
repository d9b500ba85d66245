import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Role } from '../rights/actor.js';

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly role: Role;
  readonly isActive: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Fields of a user to set; undefined leaves a field unchanged. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly role?: Role | undefined;
  readonly isActive?: boolean | undefined;
}

const COLUMNS = `id, name, email, phone, role, is_active AS "isActive", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The statements of the user routes. */
@Injectable()
export class UserStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes a user; undefined when another user has the e-mail address. */
  async insert(name: string, email: string, phone: string | null, role: Role): Promise<UserRow | undefined> {
    const rows: UserRow[] = await this.dataSource.query(
      `INSERT INTO users (name, email, phone, role) VALUES ($1, $2, $3, $4)
       ON CONFLICT (lower(email)) DO NOTHING RETURNING ${COLUMNS}`,
      [name, email, phone, role],
    );
    return rows[0];
  }

  async find(id: number): Promise<UserRow | undefined> {
    const rows: UserRow[] = await this.dataSource.query(`SELECT ${COLUMNS} FROM users WHERE id = $1`, [id]);
    return rows[0];
  }

  /** Users with ids above `after`, ordered by id. */
  page(role: Role | null, words: string | null, after: number, limit: number): Promise<UserRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM users
        WHERE id > $3 AND ($1::text IS NULL OR role = $1) AND ($2::text IS NULL OR name ILIKE $2 OR email ILIKE $2)
        ORDER BY id LIMIT $4`,
      [role, words, after, limit],
    );
  }

  /** Locks the active admins in the order of their ids and returns the ids. */
  async lockAdmins(tx: EntityManager): Promise<readonly number[]> {
    const rows: { readonly id: number }[] = await tx.query(
      `SELECT id FROM users WHERE role = 'admin' AND is_active ORDER BY id FOR UPDATE`,
    );
    return rows.map(({ id }) => id);
  }

  /** Changes a user; undefined for an unknown id. Throws the violation of `users_email` for a taken address. */
  async update(id: number, change: UserChange, tx: EntityManager): Promise<UserRow | undefined> {
    const [rows]: [UserRow[], number] = await tx.query(
      `UPDATE users SET name = coalesce($2, name), email = coalesce($3, email),
              phone = CASE WHEN $4 THEN $5 ELSE phone END, role = coalesce($6, role),
              is_active = coalesce($7, is_active), updated_at = now()
        WHERE id = $1 RETURNING ${COLUMNS}`,
      [
        id,
        change.name ?? null,
        change.email ?? null,
        change.phone !== undefined,
        change.phone ?? null,
        change.role ?? null,
        change.isActive ?? null,
      ],
    );
    return rows[0];
  }
}
