import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { chosenOwner } from '../../accounts/rights/visibility.js';
import { isUuid } from '../../batch/model/kinds/public-id.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { goneSignal } from '../../platform/http/gone-signal.js';
import { decodeTextCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { Route } from '../../platform/http/route-policy.js';
import { fault } from '../../platform/http/faults.js';
import { type LinkedInProfileUrl, parseProfileUrl } from '../profile/linkedin-url.js';
import { ProfileImport } from './profile-import.js';
import { ErasureStore } from '../store/erasure-store.js';
import { ProfileQueries } from '../store/profile-queries.js';
import {
  ErasedDto,
  EraseQueryDto,
  ImportedDto,
  ImportRequestDto,
  ProfileDetailDto,
  ProfileListDto,
  ProfileListQueryDto,
  ProfileSummaryDto,
} from './profiles.dto.js';

const READ = { scope: 'profile:read', unauthorizedAs: 'forbidden' } as const;
const WRITE = { scope: 'profile:write', unauthorizedAs: 'forbidden' } as const;

/** Stored profiles: importing, reading and erasing. */
@ApiTags('Profiles')
@Controller('api/v1/profiles')
export class ProfilesController {
  constructor(
    private readonly profiles: ProfileQueries,
    private readonly erasure: ErasureStore,
    private readonly imports: ProfileImport,
  ) {}

  /** Imports a member's own data export or a JSON Resume; the provider `archive` then finds it by its address. */
  @Post('import')
  @HttpCode(201)
  @Route({ ...WRITE, multipart: true })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportRequestDto })
  @ApiCreatedResponse({ type: ImportedDto })
  async importProfile(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportedDto> {
    try {
      return await this.imports.take(request, goneSignal(reply));
    } catch (error) {
      // The rest of a rejected upload is read and discarded, within the time limit of a request: closing the connection
      // with unread bytes would reset it, and the response could be lost.
      request.raw.unpipe();
      request.raw.resume();
      throw error;
    }
  }

  /** Stored profiles, newest first. */
  @Get()
  @Route(READ)
  @ApiOkResponse({ type: ProfileListDto })
  async listProfiles(@Req() request: FastifyRequest, @Query() query: ProfileListQueryDto): Promise<ProfileListDto> {
    const after = query.cursor === undefined ? null : decodeTextCursor(query.cursor, isUuid);
    const filter = {
      ownerId: chosenOwner(actorOf(request), query.owner),
      role: query.role ?? null,
      like: query.q === undefined ? null : `%${likeLiteral(query.q)}%`,
    };
    const rows = await this.profiles.page(filter, after, query.limit + 1);
    const page = toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.id }));
    return { results: page.rows.map((row) => ProfileSummaryDto.of(row)), next_cursor: page.nextCursor };
  }

  /**
   * Erases all stored data of a profile by its address: profile, raw response, vector, import, results, and employers
   * that only it refers to.
   */
  @Delete()
  @Route(WRITE)
  @ApiOkResponse({ type: ErasedDto })
  eraseProfileByUrl(@Req() request: FastifyRequest, @Query() query: EraseQueryDto): Promise<ErasedDto> {
    return this.erasure.erase(chosenOwner(actorOf(request), query.owner), readProfileUrl(query.linkedin_url).slug);
  }

  /** One profile in full. */
  @Get(':id')
  @Route(READ)
  @ApiOkResponse({ type: ProfileDetailDto })
  async getProfile(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
  ): Promise<ProfileDetailDto> {
    const row = await this.profiles.find(chosenOwner(actorOf(request), query.owner), readProfileId(id));
    if (row === undefined) throw noProfile();
    return ProfileDetailDto.from(row, await this.profiles.companiesOf(row.id));
  }

  /** Erases a profile with all its stored data. */
  @Delete(':id')
  @Route(WRITE)
  @ApiOkResponse({ type: ErasedDto })
  async eraseProfile(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: OwnerChoiceDto,
  ): Promise<ErasedDto> {
    const ownerId = chosenOwner(actorOf(request), query.owner);
    const slug = await this.profiles.slugOf(ownerId, readProfileId(id));
    if (slug === undefined) throw noProfile();
    return this.erasure.erase(ownerId, slug);
  }
}

const noProfile = (): AppError => new AppError('NOT_FOUND', 'There is no such profile.');

/** Reads the id in a path. Throws NOT_FOUND when it cannot be one. */
function readProfileId(text: string): string {
  if (!isUuid(text)) throw noProfile();
  return text;
}

/** Reads a profile's address in a parameter. Throws VALIDATION_ERROR. */
function readProfileUrl(text: string): LinkedInProfileUrl {
  const parsed = parseProfileUrl(text);
  if (!('error' in parsed)) return parsed;
  throw invalid([fault('linkedin_url', parsed.message, text, parsed.error)]);
}
