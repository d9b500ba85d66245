import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import { NewOrderDto, OrderChangeDto, OrderDto, OrderListDto, OrderListQueryDto } from '../read/marketplace.dto.js';
import { MarketplaceQueries } from '../read/marketplace-queries.js';
import { MarketplaceService } from './marketplace.service.js';
import { readBody, readId } from './read-request.js';
import { BodyExample } from '../../platform/http/body-example.js';

/** Orders. Clients see their own, professionals those of their services, staff and admins all. */
@ApiTags('Marketplace')
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly marketplace: MarketplaceService,
    private readonly queries: MarketplaceQueries,
  ) {}

  /** Creates an order for a service. */
  @Post()
  @Route({ scope: 'marketplace:write' })
  @BodyExample({ service_id: 1, notes: 'Please call before you come.' })
  createOrder(@Req() request: FastifyRequest, @Body() input: NewOrderDto): Promise<OrderDto> {
    return this.marketplace.order(input, actorOf(request));
  }

  /** The orders in which the caller is involved, newest first. */
  @Get()
  @Route({ scope: 'marketplace:read' })
  listOrders(@Req() request: FastifyRequest, @Query() query: OrderListQueryDto): Promise<OrderListDto> {
    return this.queries.list('orders', actorOf(request), query.status, query);
  }

  /** One order. */
  @Get(':id')
  @Route({ scope: 'marketplace:read' })
  getOrder(@Req() request: FastifyRequest, @Param('id') id: string): Promise<OrderDto> {
    return this.marketplace.get('orders', readId(id), actorOf(request));
  }

  /** Changes an order by the rules of order_update. */
  @Patch(':id')
  @Route({ scope: 'marketplace:write' })
  @ApiBody({ type: OrderChangeDto })
  @BodyExample({ notes: 'Please come in the morning.' })
  updateOrder(@Req() request: FastifyRequest, @Param('id') id: string, @Body() raw: unknown): Promise<OrderDto> {
    return this.marketplace.change('orders', readId(id), readBody(raw), actorOf(request));
  }

  /** Deletes an order that no other row refers to. */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'marketplace:write' })
  async deleteOrder(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.marketplace.delete('orders', readId(id), actorOf(request));
  }
}
