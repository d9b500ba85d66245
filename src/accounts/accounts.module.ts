import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { Authenticator } from './authenticator.js';
import { Door } from './door.js';
import { FirstKey } from './first-key.js';
import { KeyStore } from './key-store.js';
import { RateLimits } from './rate-limits.js';

/** Users, their keys, and the door that every request comes through. */
@Module({
  // The limits themselves are settings; RateLimits counts in the storage that this module provides.
  imports: [ThrottlerModule.forRoot({ throttlers: [] })],
  providers: [Authenticator, Door, FirstKey, KeyStore, RateLimits],
  exports: [FirstKey],
})
export class AccountsModule {}
