import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { RedisLink } from '../platform/redis/redis-link.js';
import { ActorQueries } from './actor-queries.js';
import { Authenticator } from './authenticator.js';
import { AuthHook } from './auth-hook.js';
import { FirstKey } from './first-key.js';
import { IssuedKeyStore } from './issued-key-store.js';
import { KeyHolders } from './key-holders.js';
import { KeyStore } from './key-store.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { LiveAccess } from './live-access.js';
import { LiveTicketStore } from './live-ticket-store.js';
import { LiveTicketsController } from './live-tickets.controller.js';
import { OpenDownloads } from './open-downloads.js';
import { RateLimits } from './rate-limits.js';
import { openRateStorage } from './rate-storage.js';
import { RightsWatch } from './rights-watch.js';
import { SessionStore } from './session-store.js';
import { Sessions } from './sessions.js';
import { SessionsController } from './sessions.controller.js';
import { SignInTicketStore } from './sign-in-ticket-store.js';
import { UserStore } from './user-store.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

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
