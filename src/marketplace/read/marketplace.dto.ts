import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength, ValidateBy } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { ORDER_STATUSES, type OrderStatus } from '../rules/order-status.js';
import { PRICE } from '../rules/field-rules.js';
import { readPrice } from '../rules/price.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';

const MAX_ID = Number.MAX_SAFE_INTEGER;

/** Maximum characters of a headline. */
export const MAX_HEADLINE = 200;

/** DTO field that accepts the input of `readPrice`: a number or a decimal string. */
const IsPrice = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPrice',
    validator: {
      validate: (value: unknown) => readPrice(value) !== undefined,
      defaultMessage: () => `$property must be ${PRICE.takes}`,
    },
  });

/** A new order. Its professional comes from the service, and so does its price unless staff or an admin sets one. */
export class NewOrderDto {
  /**
   * The service that is ordered: an active one of an approved professional; for staff and admins any active one.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  service_id!: number;

  /** The client; by default the caller. Only staff and admins order for others. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  client_id?: number;

  /**
   * Free text.
   * @example "Please ring twice."
   */
  @Optional()
  @IsString()
  @MaxLength(2000)
  notes?: string;

  /**
   * A price other than the service's, as a number or a decimal string; staff and admins only.
   * @example "149.90"
   */
  @Optional()
  @IsPrice()
  price?: string;
}

/** Changes to an order, by the rules of `order_update`. */
export class OrderChangeDto {
  /** The next state; which ones are allowed depends on the present one. */
  status?: OrderStatus;

  /** Free text. */
  notes?: string;

  /**
   * Price with two decimals.
   * @example "149.90"
   */
  price?: string;
}

/** An order. */
export class OrderDto {
  /** Id of the order. */
  id!: number;

  /** Id of the user who orders. */
  client_id!: number;

  /** Id of the professional who does it. */
  professional_id!: number;

  /** Id of the service ordered. */
  service_id!: number;

  /** State of the order. */
  status!: OrderStatus;

  /** Free text. */
  notes!: string;
  /**
   * Exact decimal with two fraction digits.
   * @example "149.90"
   */
  price!: string;
  /** Increases by one with every update that changes something. */
  version!: number;

  /** When it was created. */
  created_at!: Date;

  /** When it was last changed. */
  updated_at!: Date;
}

/** A new professional, not approved yet. */
export class NewProfessionalDto {
  /** The user of the profile; by default the caller. Only staff and admins create profiles for others. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  user_id?: number;

  /**
   * What the professional offers, in a line.
   * @example "Electrician, twenty years of practice"
   */
  @Optional()
  @IsString()
  @MaxLength(MAX_HEADLINE)
  headline?: string;
}

/** Changes to a professional, by the rules of `professional_approval`. */
export class ProfessionalChangeDto {
  /** May be changed by the owner of the profile, staff and admins. */
  @ApiProperty({ maxLength: MAX_HEADLINE, example: 'Electrician, twenty years of practice' })
  headline?: string;

  /** Whether the staff approves the professional. */
  is_approved?: boolean;

  /** Whether the staff verified the identity. */
  is_verified?: boolean;
}

/** A professional. */
export class ProfessionalDto {
  /** Id of the professional. */
  id!: number;

  /** Id of the user who is it. */
  user_id!: number;

  /** What the professional offers, in a line. */
  headline!: string;

  /** Whether the staff approved the professional. */
  is_approved!: boolean;

  /** Whether the staff verified the identity. */
  is_verified!: boolean;
  /** Increases by one with every update that changes something. */
  version!: number;

  /** When it was created. */
  created_at!: Date;

  /** When it was last changed. */
  updated_at!: Date;
}

/** A new service. */
export class NewServiceDto {
  /** The professional of the service; by default the caller's own profile. Only staff and admins name another. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  professional_id?: number;

  /**
   * Name of the service.
   * @example "Electrical inspection"
   */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  /** What is offered. */
  @Optional()
  @IsString()
  @MaxLength(4000)
  description?: string;

  /**
   * Price as a number or a decimal string from 0 to 99999999.99 with at most two fraction digits.
   * @example "149.90"
   */
  @IsPrice()
  price!: string;

  /** Whether it can be ordered. */
  @Optional()
  @IsBoolean()
  is_active?: boolean;
}

/** Changes to a service, by the rules of `service_update`. */
export class ServiceChangeDto {
  /** Name of the service. */
  name?: string;

  /** What is offered. */
  description?: string;

  /**
   * Price with two decimals.
   * @example "149.90"
   */
  price?: string;

  /** Whether it can be ordered. */
  is_active?: boolean;
}

/** A service. */
export class ServiceDto {
  /** Id of the service. */
  id!: number;

  /** Id of the professional who offers it. */
  professional_id!: number;

  /** Name of the service. */
  name!: string;

  /** What is offered. */
  description!: string;
  /**
   * Exact decimal with two fraction digits.
   * @example "149.90"
   */
  price!: string;

  /** Whether it can be ordered. */
  is_active!: boolean;
  /** Increases by one with every update that changes something. */
  version!: number;

  /** When it was created. */
  created_at!: Date;

  /** When it was last changed. */
  updated_at!: Date;
}

export class OrderListQueryDto extends PageQueryDto {
  /** Only orders of this status. */
  @Optional()
  @IsIn(ORDER_STATUSES)
  status?: OrderStatus;
}

export class ProfessionalListQueryDto extends PageQueryDto {
  /** Only professionals that are (true) or are not (false) approved. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  is_approved?: boolean;
}

export class ServiceListQueryDto extends PageQueryDto {
  /** Only services of this professional. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  professional_id?: number;
}

/** A page of orders, newest first. */
export class OrderListDto {
  /** The orders of the page. */
  results!: OrderDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

/** A page of professionals, newest first. */
export class ProfessionalListDto {
  /** The professionals of the page. */
  results!: ProfessionalDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

/** A page of services, newest first. */
export class ServiceListDto {
  /** The services of the page. */
  results!: ServiceDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}
