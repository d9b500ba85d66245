import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { chosenOwner } from '../../accounts/rights/visibility.js';
import { decodeTextCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import { instant, likeLiteral } from '../../platform/http/query-values.js';
import { Route } from '../../platform/http/route-policy.js';
import { type ContactFilter, ContactQueries } from '../store/contact-queries.js';
import {
  ContactChangeDto,
  ContactErasedDto,
  ContactEraseQueryDto,
  type ContactFilterDto,
  ContactListDto,
  ContactListQueryDto,
  ContactViewDto,
} from './contact-query.dto.js';
import { StoredContacts } from './stored-contacts.js';
import { BodyExample } from '../../platform/http/body-example.js';

const ID = { name: 'id', description: 'The caller’s id of the contact.' };

/** Reads, changes and erases inserted contacts. They remain when the batch that inserted them is deleted. */
@ApiTags('Contact analysis')
@Controller('api/v1/contact-analysis')
export class ContactQueryController {
  constructor(
    private readonly contacts: ContactQueries,
    private readonly stored: StoredContacts,
  ) {}

  /** Lists one owner's contacts, newest first. */
  @Get()
  @Route({ scope: 'contacts:read' })
  @ApiOkResponse({ type: ContactListDto })
  async listContacts(@Req() request: FastifyRequest, @Query() query: ContactListQueryDto): Promise<ContactListDto> {
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
  @ApiParam(ID)
  @Route({ scope: 'contacts:read' })
  @ApiOkResponse({ type: ContactViewDto })
  async getContact(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
  ): Promise<ContactViewDto> {
    return ContactViewDto.from(await this.stored.get(chosenOwner(actorOf(request), query.owner), id));
  }

  /** Changes the given fields of a contact, by the rules of an insert. */
  @Patch(':id')
  @ApiParam(ID)
  @Route({ scope: 'contacts:write' })
  @ApiOkResponse({ type: ContactViewDto })
  @BodyExample({ data: { company: 'Acme Ltd', plan: null } })
  async updateContact(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
    @Body() body: ContactChangeDto,
  ): Promise<ContactViewDto> {
    const sent = { data: body.data ?? {}, priority: body.priority ?? null };
    return ContactViewDto.from(await this.stored.change(chosenOwner(actorOf(request), query.owner), id, sent));
  }

  /** Erases the contacts that match, and their data in the items that inserted them. Requires a filter. */
  @Delete()
  @Route({ scope: 'contacts:write' })
  @ApiOkResponse({ type: ContactErasedDto })
  eraseContacts(@Req() request: FastifyRequest, @Query() query: ContactEraseQueryDto): Promise<ContactErasedDto> {
    return this.stored.erase(toFilter(chosenOwner(actorOf(request), query.owner), query), query.dry_run);
  }

  /** Erases a contact, and its data in the item that inserted it. */
  @Delete(':id')
  @ApiParam(ID)
  @HttpCode(204)
  @Route({ scope: 'contacts:write' })
  @ApiNoContentResponse()
  async eraseContact(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
  ): Promise<void> {
    await this.stored.eraseOne(chosenOwner(actorOf(request), query.owner), id);
  }
}

function toFilter(ownerId: number, query: ContactFilterDto): ContactFilter {
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
