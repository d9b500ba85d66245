import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchReader } from '../read/batch-reader.js';
import { readBatchId } from '../request/batch-id.js';
import { ImportDto } from './import.dto.js';

/** What is known of the files that batches came as. */
@ApiTags('Batches')
@Controller('api/v1/batches/:id/import')
export class ImportsController {
  constructor(private readonly reader: BatchReader) {}

  /**
   * Says how the file was read that a batch came as: columns and fields, rows that were left out or recorded as failed.
   * 404 for a batch that came otherwise. Requires the read scope of the batch's kind too.
   */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: ImportDto })
  async getBatchImport(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ImportDto> {
    const batch = await this.reader.getWithItems(actorOf(request), readBatchId(id));
    const report = await this.reader.importOf(batch);
    if (report === undefined) throw new AppError('NOT_FOUND', `Batch ${batch.publicId} did not come as a file.`);
    return report as ImportDto;
  }
}
