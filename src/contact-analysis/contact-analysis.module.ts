import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { ContactAnalysisController } from './api/contact-analysis.controller.js';
import { ContactAnalysisHandler } from './kind/contact-analysis.handler.js';
import { ContactAnalysisService } from './api/contact-analysis.service.js';
import { ContactQueries } from './store/contact-queries.js';
import { ContactQueryController } from './api/contact-query.controller.js';
import { ContactStore } from './contact-store.js';
import { StoredContacts } from './stored-contacts.service.js';

/** S0: bulk insert of contacts, and what is done with them afterwards. */
@Module({
  imports: [BatchModule],
  controllers: [ContactAnalysisController, ContactQueryController],
  providers: [ContactAnalysisHandler, ContactAnalysisService, ContactQueries, ContactStore, StoredContacts],
})
export class ContactAnalysisModule {}
