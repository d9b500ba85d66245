import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CompanyData } from '../extraction/company-data.js';

/** A company, stored once and found by any of its identifiers. Its facts are public and belong to no owner. */
@Entity('companies')
export class Company {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'public_id', type: 'uuid', unique: true })
  publicId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Registrable domain. */
  @Column({ type: 'text', nullable: true, unique: true })
  domain!: string | null;

  @Column({ name: 'wikidata_id', type: 'text', nullable: true, unique: true })
  wikidataId!: string | null;

  @Column({ type: 'text', nullable: true, unique: true })
  lei!: string | null;

  @Column({ type: 'text', nullable: true, unique: true })
  cik!: string | null;

  /** Address of the company's LinkedIn page. */
  @Column({ type: 'text', nullable: true, unique: true })
  linkedin!: string | null;

  /** Data of the newest extraction. */
  @Column({ type: 'jsonb' })
  data!: CompanyData;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
