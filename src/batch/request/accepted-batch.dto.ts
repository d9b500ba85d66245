import { ApiProperty } from '@nestjs/swagger';

/** A batch that was taken and will be worked on. */
export class AcceptedBatchDto {
  /** Public id of the batch; an integer for operations. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }] })
  batch_id!: string | number;

  /** @example "pending" */
  status!: string;

  /** @example 25 */
  total!: number;

  /** Where its state and results are read. */
  status_url!: string;

  created_at!: string;
}
