import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { RedisLink } from '../platform/redis/redis-link.js';
import { ActorQueries } from './rights/actor-queries.js';
import { Authenticator } from './keys/authenticator.js';
import { AuthHook } from './access/auth-hook.js';
import { FirstKey } from './keys/first-key.js';
import { IssuedKeyStore } from './keys/issued-key-store.js';
import { KeyHolders } from './keys/key-holders.js';
import { KeyStore } from './keys/key-store.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { LiveAccess } from './access/live-access.js';
import { LiveTicketStore } from './tickets/live-ticket-store.js';
import { LiveTicketsController } from './tickets/live-tickets.controller.js';
import { OpenDownloads } from './access/open-downloads.js';
import { RateLimits } from './rates/rate-limits.js';
import { openRateStorage } from './rates/rate-storage.js';
import { RightsWatch } from './access/rights-watch.js';
import { SessionStore } from './sessions/session-store.js';
import { Sessions } from './sessions/sessions.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignInTicketStore } from './tickets/sign-in-ticket-store.js';
import { UserStore } from './users/user-store.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

/** Users, their API keys, and the authentication hook of every request. */
@Module({
  // The limits themselves are settings; RateLimits counts in the storage that this module provides.
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [RedisLink],
      useFactory: (link: RedisLink) => ({ throttlers: [], storage: openRateStorage(link) }),
    }),
  ],
  controllers: [KeysController, LiveTicketsController, SessionsController, UsersController],
  providers: [
    ActorQueries,
    Authenticator,
    AuthHook,
    FirstKey,
    IssuedKeyStore,
    KeyHolders,
    KeysService,
    KeyStore,
    LiveAccess,
    LiveTicketStore,
    OpenDownloads,
    RateLimits,
    RightsWatch,
    Sessions,
    SessionStore,
    SignInTicketStore,
    UsersService,
    UserStore,
  ],
  exports: [ActorQueries, FirstKey, KeyHolders, LiveAccess, OpenDownloads, RateLimits, RightsWatch, SignInTicketStore],
})
export class AccountsModule {}
