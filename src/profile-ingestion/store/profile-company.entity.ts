import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A title that the person of a profile held at a company. */
@Entity('profile_companies')
export class ProfileCompany {
  @PrimaryColumn({ name: 'profile_id', type: 'uuid' })
  profileId!: string;

  /** Position in the work history, newest first. */
  @PrimaryColumn({ type: 'integer' })
  ordinal!: number;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ type: 'text', nullable: true })
  title!: string | null;

  /** YYYY or YYYY-MM. */
  @Column({ type: 'text', nullable: true })
  started!: string | null;

  @Column({ type: 'text', nullable: true })
  ended!: string | null;

  @Column({ name: 'is_current', type: 'boolean' })
  isCurrent!: boolean;
}
