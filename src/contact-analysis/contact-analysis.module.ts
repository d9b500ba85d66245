import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { ContactAnalysisController } from './contact-analysis.controller.js';
import { ContactAnalysisHandler } from './contact-analysis.handler.js';
import { ContactAnalysisService } from './contact-analysis.service.js';
import { ContactQueries } from './contact-queries.js';
import { ContactQueryController } from './contact-query.controller.js';

/** S0: bulk insert of contacts, and finding them again. */
@Module({
  imports: [BatchModule],
  controllers: [ContactAnalysisController, ContactQueryController],
  providers: [ContactAnalysisHandler, ContactAnalysisService, ContactQueries],
})
export class ContactAnalysisModule {}
