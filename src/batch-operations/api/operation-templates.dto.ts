import { IsIn } from 'class-validator';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { TEMPLATE_NAMES, type TemplateName } from './operation-templates.js';
import { OPERATION_TYPES, type OperationType } from '../../marketplace/rules/operation-type.js';

/** A change that can be applied to a list of ids. */
export class OperationTemplateDto {
  /**
   * Name of the template.
   * @example "confirm_orders"
   */
  name!: string;

  /**
   * What it does.
   * @example "Confirm pending orders."
   */
  description!: string;

  /**
   * Type of its operations.
   * @example "order_update"
   */
  @IsIn(OPERATION_TYPES)
  operation_type!: OperationType;

  /**
   * Method of its operations.
   * @example "PATCH"
   */
  method!: string;

  /**
   * Values set on every row.
   * @example { "status": "confirmed" }
   */
  data!: Record<string, unknown>;
}

/** List of all templates. */
export class OperationTemplatesDto {
  /** All templates. */
  results!: OperationTemplateDto[];
}

/** A template with its options, without the list of rows. */
export class TemplateEnvelopeDto extends TransactionalExtrasDto {
  /**
   * Name of the template.
   * @example "confirm_orders"
   */
  @IsIn(TEMPLATE_NAMES)
  template!: TemplateName;
}

/** A template and the rows it is applied to. */
export class TemplateBatchDto extends TemplateEnvelopeDto {
  /**
   * Ids of 1 to 50 rows, in the order in which they are changed.
   * @example [123]
   */
  resource_ids!: number[];
}
