import { Controller, Delete, Get, HttpCode, Param, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { invalid } from '../../platform/errors/app-error.js';
import { MOST_APPENDED_ITEMS, readItemIndex } from '../model/items/item.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchReader, toItemFilter } from '../read/batch-reader.js';
import type { ItemPage } from '../read/item-queries.js';
import { ItemSearch } from '../search/item-search.js';
import { ThroughputEstimator } from '../read/throughput.js';
import { readBatchId } from '../request/batch-id.js';
import { refuseOtherParameters } from '../request/query-flag.js';
import { BatchListQueryDto, ItemListQueryDto } from '../read/batch-list.dto.js';
import { BatchListDto, BatchViewDto, ItemListDto, ItemViewDto } from '../read/batch-view.dto.js';

/** Reads batches and items of every kind, all in the same format. */
@ApiTags('Batches')
@Controller('api/v1/batches')
export class BatchesController {
  constructor(
    private readonly reader: BatchReader,
    private readonly throughput: ThroughputEstimator,
    private readonly search: ItemSearch,
  ) {}

  /** Lists batches of every kind, newest first. */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: BatchListDto })
  async listBatches(@Req() request: FastifyRequest, @Query() query: BatchListQueryDto): Promise<BatchListDto> {
    const page = await this.reader.list(actorOf(request), query);
    return {
      results: page.rows.map((row) => BatchViewDto.from(row)),
      next_cursor: page.nextCursor,
      ...(page.total === undefined ? {} : { total: page.total.count, total_is_capped: page.total.isCapped }),
    };
  }

  /** Returns the current state of a batch: status, counters, progress, options. */
  @Get(':id')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: BatchViewDto })
  async getBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchViewDto> {
    const row = await this.reader.get(actorOf(request), readBatchId(id));
    return BatchViewDto.from(row, await this.throughput.of(row));
  }

  /**
   * Lists the items of a batch in input order, each with its input and result. Requires the read scope of the batch's
   * kind too.
   */
  @Get(':id/items')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: ItemListDto })
  async listBatchItems(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: ItemListQueryDto,
  ): Promise<ItemListDto> {
    const batch = await this.reader.getWithItems(actorOf(request), readBatchId(id));
    const { q, cursor = -1, limit } = query;
    if (q === undefined) return toList(await this.reader.listItems(batch, query));
    const { indexes, next, isLate } = await this.search.find(batch, q, toItemFilter(query), cursor, limit);
    const page = await this.reader.showItems(batch, query, indexes);
    return { ...toList({ ...page, nextCursor: page.nextCursor ?? next }), truncated: isLate };
  }

  /** Returns one item of a batch, by its zero-based position. Requires the read scope of the batch's kind too. */
  @Get(':id/items/:index')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: ItemViewDto })
  async getBatchItem(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('index') index: string,
  ): Promise<ItemViewDto> {
    return ItemViewDto.from(await this.reader.getItem(actorOf(request), readBatchId(id), readIndex(index)));
  }

  /**
   * Deletes a batch that has ended, with its items; one that still gets items is cancelled first. Data that the items
   * wrote elsewhere is not deleted.
   */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'batch:delete' })
  @ApiNoContentResponse()
  async deleteBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    refuseOtherParameters(request);
    await this.reader.delete(actorOf(request), readBatchId(id));
  }
}

const toList = ({ rows, nextCursor }: ItemPage): ItemListDto => ({
  results: rows.map((row) => ItemViewDto.from(row)),
  next_cursor: nextCursor,
});

function readIndex(text: string): number {
  const index = readItemIndex(text);
  if (index !== undefined) return index;
  throw invalid([
    {
      field: 'index',
      message: `must be a whole number from 0 to ${MOST_APPENDED_ITEMS - 1}`,
      invalid_value: text.slice(0, 200),
      error_type: 'int_type',
    },
  ]);
}
