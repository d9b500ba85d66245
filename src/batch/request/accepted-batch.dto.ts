import { ApiProperty } from '@nestjs/swagger';

/** A batch that was accepted and will be run by a worker. */
export class AcceptedBatchDto {
  /** Public id of the batch: an integer or a string, depending on its kind. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }] })
  batch_id!: string | number;

  /**
   * State of the batch, always `pending`.
   * @example "pending"
   */
  @ApiProperty({ enum: ['pending'] })
  status!: string;

  /**
   * Items submitted.
   * @example 25
   */
  total!: number;

  /** URL path at which the state and results of the batch can be read. */
  status_url!: string;

  /** When the batch was submitted. */
  created_at!: string;
}
