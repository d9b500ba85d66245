import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { ContactAnalysisController } from './api/contact-analysis.controller.js';
import { ContactAnalysisHandler } from './kind/contact-analysis.handler.js';
import { ContactAnalysisService } from './api/contact-analysis.service.js';
import { ContactQueries } from './store/contact-queries.js';
import { ContactQueryController } from './api/contact-query.controller.js';
import { ContactStore } from './store/contact-store.js';
import { StoredContacts } from './api/stored-contacts.js';

/** Contacts: bulk inserts, and reading, changing and erasing the inserted rows. */
@Module({
  imports: [BatchModule],
  controllers: [ContactAnalysisController, ContactQueryController],
  providers: [ContactAnalysisHandler, ContactAnalysisService, ContactQueries, ContactStore, StoredContacts],
})
export class ContactAnalysisModule {}
