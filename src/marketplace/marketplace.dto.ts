import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../platform/http/optional.js';
import { QueryBoolean, QueryInteger } from '../platform/http/query-values.js';
import { ORDER_STATUSES, type OrderStatus } from './order-status.js';
import { IsPrice } from './is-price.js';
import { PageQueryDto } from '../platform/http/page-query.dto.js';

const MAX_ID = Number.MAX_SAFE_INTEGER;

/** Longest headline, in characters. */
export const MAX_HEADLINE = 200;

/** A new order. Its professional and, unless the office sets one, its price come from the service. */
export class NewOrderDto {
  /**
   * The service that is ordered: an active one of an approved professional, for staff and admins any active one.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  service_id!: number;

  /** Who orders: the caller when left out. Only staff and admins order for others. */
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
   * Another price than the service's, as a number or a decimal text; staff and admins only.
   * @example "149.90"
   */
  @Optional()
  @IsPrice()
  price?: string;
}

/** What can be changed of an order; the same rules as in an `order_update`. */
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
  /** Grows by one with every update that changes something. */
  version!: number;
  created_at!: Date;
  updated_at!: Date;
}

/** A new professional; not approved at first. */
export class NewProfessionalDto {
  /** The user behind the profile: the caller when left out. Only staff and admins make profiles for others. */
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

/** What can be changed of a professional; the same rules as in a `professional_approval`. */
export class ProfessionalChangeDto {
  /** The owner of the profile, staff and admins write it. */
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
  /** Grows by one with every update that changes something. */
  version!: number;
  created_at!: Date;
  updated_at!: Date;
}

/** A new service. */
export class NewServiceDto {
  /** Whose service it is: the caller's own profile when left out. Only staff and admins name another. */
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
   * A number or a decimal text from 0 to 99999999.99 with at most two fraction digits.
   * @example "149.90"
   */
  @IsPrice()
  price!: string;

  @Optional()
  @IsBoolean()
  is_active?: boolean;
}

/** What can be changed of a service; the same rules as in a `service_update`. */
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
  /** Grows by one with every update that changes something. */
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
  /** Only professionals who are, or are not, approved. */
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
  /** Null on the last page. */
  next_cursor!: string | null;
}

export class ProfessionalListDto {
  results!: ProfessionalDto[];
  /** Null on the last page. */
  next_cursor!: string | null;
}

export class ServiceListDto {
  results!: ServiceDto[];
  /** Null on the last page. */
  next_cursor!: string | null;
}
