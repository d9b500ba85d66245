import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { OwnerChoiceDto } from '../accounts/owner-query.dto.js';
import { actorOf } from '../accounts/door.js';
import { chosenOwner } from '../accounts/visibility.js';
import { AppError } from '../platform/http/error.js';
import { decodeTextCursor, encodeCursor, toPage } from '../platform/http/paging.js';
import { instant, likeLiteral } from '../platform/http/query-values.js';
import { Route } from '../platform/http/route-policy.js';
import { type ContactFilter, ContactQueries } from './contact-queries.js';
import { ContactListDto, ContactListQueryDto, ContactViewDto } from './contact-query.dto.js';

/** Finds again what was inserted. */
@ApiTags('Contact analysis')
@Controller('api/v1/contact-analysis')
export class ContactQueryController {
  constructor(private readonly contacts: ContactQueries) {}

  /** Lists one owner's contacts, newest first. */
  @Get()
  @Route({ scope: 'contacts:read' })
  @ApiOkResponse({ type: ContactListDto })
  async list(@Req() request: FastifyRequest, @Query() query: ContactListQueryDto): Promise<ContactListDto> {
    const after = query.cursor === undefined ? null : decodeTextCursor(query.cursor);
    const rows = await this.contacts.page(
      toFilter(chosenOwner(actorOf(request), query.owner), query),
      after,
      query.limit + 1,
    );
    const page = toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.id }));
    return { results: page.rows.map((row) => ContactViewDto.from(row)), next_cursor: page.nextCursor };
  }

  /** One contact. */
  @Get(':id')
  @Route({ scope: 'contacts:read' })
  @ApiOkResponse({ type: ContactViewDto })
  async get(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
  ): Promise<ContactViewDto> {
    const row = await this.contacts.find(chosenOwner(actorOf(request), query.owner), id);
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such contact.');
    return ContactViewDto.from(row);
  }
}

function toFilter(ownerId: number, query: ContactListQueryDto): ContactFilter {
  return {
    ownerId,
    id: query.id ?? null,
    email: query.email ?? null,
    company: query.company ?? null,
    source: query.source ?? null,
    batchId: query.batch_id ?? null,
    priorityMin: query.priority_min ?? null,
    createdFrom: instant(query.created_from),
    createdTo: instant(query.created_to),
    like: query.q === undefined ? null : `%${likeLiteral(query.q)}%`,
  };
}
