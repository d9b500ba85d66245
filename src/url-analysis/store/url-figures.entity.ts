import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Sums over the analyses of a minute, an hour or a day. */
@Entity('url_figures')
export class UrlFigures {
  /** 0: of all owners. */
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** Length of the span. */
  @PrimaryColumn({ type: 'integer' })
  seconds!: number;

  /** When the span begins. */
  @PrimaryColumn({ type: 'timestamptz' })
  span!: Date;

  /** What `AnalysisSums` packs. */
  @Column({ type: 'bytea' })
  figures!: Buffer;
}

/** A span that is summed up. */
@Entity('url_figure_spans')
export class UrlFigureSpan {
  @PrimaryColumn({ type: 'integer' })
  seconds!: number;

  @PrimaryColumn({ type: 'timestamptz' })
  span!: Date;
}

/** A note that the sums of a minute no longer hold, written by triggers on `url_processing_status`. */
@Entity('url_figure_changes')
export class UrlFigureChange {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'timestamptz' })
  span!: Date;
}
