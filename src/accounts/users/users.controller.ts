import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { actorOf } from '../rights/request-actor.js';
import { NewUserDto, UserChangeDto, UserListDto, UserListQueryDto, UserViewDto } from './users.dto.js';
import { UsersService } from './users.service.js';
import { BodyExample } from '../../platform/http/body-example.js';

/** User management for admins. */
@ApiTags('Accounts')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Makes a user. The user needs an API key before it can send requests. */
  @Post()
  @Route({ scope: 'admin' })
  @ApiCreatedResponse({ type: UserViewDto })
  @BodyExample({ name: 'Ana Souza', email: 'ana.souza@example.com', role: 'client' })
  async createUser(@Req() request: FastifyRequest, @Body() body: NewUserDto): Promise<UserViewDto> {
    return UserViewDto.from(await this.users.create(actorOf(request), body));
  }

  /** Lists users in the order of creation. */
  @Get()
  @Route({ scope: 'admin' })
  @ApiOkResponse({ type: UserListDto })
  async listUsers(@Query() query: UserListQueryDto): Promise<UserListDto> {
    const { rows, nextCursor } = await this.users.list(query);
    return { results: rows.map((row) => UserViewDto.from(row)), next_cursor: nextCursor };
  }

  /** Returns one user. */
  @Get(':id')
  @Route({ scope: 'admin' })
  @ApiOkResponse({ type: UserViewDto })
  async getUser(@Param('id') id: string): Promise<UserViewDto> {
    return UserViewDto.from(await this.users.get(readUserId(id)));
  }

  /** Changes a user; omitted fields stay unchanged. */
  @Patch(':id')
  @Route({ scope: 'admin' })
  @ApiOkResponse({ type: UserViewDto })
  @BodyExample({ phone: '+55 11 91234-5678' })
  async updateUser(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: UserChangeDto,
  ): Promise<UserViewDto> {
    const { is_active: isActive, ...change } = body;
    return UserViewDto.from(await this.users.update(actorOf(request), readUserId(id), { ...change, isActive }));
  }
}

function readUserId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw invalid([
    {
      field: 'id',
      message: 'must be a positive whole number',
      invalid_value: text.slice(0, 200),
      error_type: 'int_type',
    },
  ]);
}
