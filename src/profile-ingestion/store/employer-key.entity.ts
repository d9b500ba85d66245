import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key by which an employer is recognised. */
@Entity('employer_keys')
export class EmployerKey {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** `linkedin:1441`, `slug:acme`, `domain:acme.com` or `name:acme|us`. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ name: 'employer_id', type: 'uuid' })
  employerId!: string;
}
