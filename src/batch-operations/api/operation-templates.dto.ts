import { IsIn } from 'class-validator';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { TEMPLATE_NAMES, type TemplateName } from './operation-templates.js';
import { OPERATION_TYPES, type OperationType } from '../rules/operation-type.js';

/** A ready-made change. */
export class OperationTemplateDto {
  /** @example "confirm_orders" */
  name!: string;

  /** @example "Confirm pending orders." */
  description!: string;

  /** @example "order_update" */
  @IsIn(OPERATION_TYPES)
  operation_type!: OperationType;

  /** @example "PATCH" */
  method!: string;

  /**
   * What it sets on every row.
   * @example { "status": "confirmed" }
   */
  data!: Record<string, unknown>;
}

/** Every template. */
export class OperationTemplatesDto {
  results!: OperationTemplateDto[];
}

/** A template for a list of rows, without the list. */
export class TemplateEnvelopeDto extends TransactionalExtrasDto {
  /**
   * Name of the template.
   * @example "confirm_orders"
   */
  @IsIn(TEMPLATE_NAMES)
  template!: TemplateName;
}

/** A template for a list of rows. */
export class TemplateBatchDto extends TemplateEnvelopeDto {
  /**
   * Ids of 1 to 50 rows, in the order in which they are changed.
   * @example [123]
   */
  resource_ids!: number[];
}
