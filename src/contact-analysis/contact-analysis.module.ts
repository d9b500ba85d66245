import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { ContactAnalysisController } from './contact-analysis.controller.js';
import { ContactAnalysisHandler } from './contact-analysis.handler.js';
import { ContactAnalysisService } from './contact-analysis.service.js';

/** S0: bulk insert of contacts. */
@Module({
  imports: [BatchModule],
  controllers: [ContactAnalysisController],
  providers: [ContactAnalysisHandler, ContactAnalysisService],
})
export class ContactAnalysisModule {}
