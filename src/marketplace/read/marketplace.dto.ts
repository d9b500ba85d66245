import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { ORDER_STATUSES, type OrderStatus } from '../rules/order-status.js';
import { IsPrice } from '../rules/is-price.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';

const MAX_ID = Number.MAX_SAFE_INTEGER;

/** Maximum characters of a headline. */
export const MAX_HEADLINE = 200;

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

  /** @example "Please ring twice." */
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
  status?: OrderStatus;
  notes?: string;
  /** @example "149.90" */
  price?: string;
}

/** An order. */
export class OrderDto {
  id!: number;
  client_id!: number;
  professional_id!: number;
  service_id!: number;
  status!: OrderStatus;
  notes!: string;
  /**
   * Exact decimal with two fraction digits.
   * @example "149.90"
   */
  price!: string;
  /** Increases by one with every update that changes something. */
  version!: number;
  created_at!: Date;
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

  /** @example "Electrician, twenty years of practice" */
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

  is_approved?: boolean;
  is_verified?: boolean;
}

/** A professional. */
export class ProfessionalDto {
  id!: number;
  user_id!: number;
  headline!: string;
  is_approved!: boolean;
  is_verified!: boolean;
  /** Increases by one with every update that changes something. */
  version!: number;
  created_at!: Date;
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

  /** @example "Electrical inspection" */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

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

  @Optional()
  @IsBoolean()
  is_active?: boolean;
}

/** Changes to a service, by the rules of `service_update`. */
export class ServiceChangeDto {
  name?: string;
  description?: string;
  /** @example "149.90" */
  price?: string;
  is_active?: boolean;
}

/** A service. */
export class ServiceDto {
  id!: number;
  professional_id!: number;
  name!: string;
  description!: string;
  /**
   * Exact decimal with two fraction digits.
   * @example "149.90"
   */
  price!: string;
  is_active!: boolean;
  /** Increases by one with every update that changes something. */
  version!: number;
  created_at!: Date;
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

export class OrderListDto {
  results!: OrderDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

export class ProfessionalListDto {
  results!: ProfessionalDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

export class ServiceListDto {
  results!: ServiceDto[];
  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}
