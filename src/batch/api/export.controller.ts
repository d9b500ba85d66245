import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { linesOf } from '../../platform/http/line-schema.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchExport } from '../export/batch-export.js';
import { EXPORT_FORMATS, FORMATS } from '../export/formats.js';
import { readBatchId } from '../request/batch-id.js';
import { ItemViewDto } from '../read/batch-view.dto.js';
import { ExportQueryDto } from './export.dto.js';

/** The answers by media type, for the OpenAPI document. */
const CONTENT = Object.fromEntries(
  EXPORT_FORMATS.map((format) => [
    FORMATS[format].mediaType,
    {
      schema:
        format === 'json'
          ? { type: 'array', items: { $ref: getSchemaPath(ItemViewDto) } }
          : format === 'ndjson'
            ? linesOf('One item on each line.', { $ref: getSchemaPath(ItemViewDto) })
            : { type: 'string', format: 'binary' },
    },
  ]),
);

/** Downloads of batches. */
@ApiTags('Batches')
@Controller('api/v1/batches')
export class ExportController {
  constructor(private readonly exports: BatchExport) {}

  /**
   * Downloads a batch as a file with one row per item in input order, including all inputs. The file is streamed. In
   * CSV (RFC 4180), texts that a spreadsheet would run as a formula are prefixed with an apostrophe, cells with a
   * separator or line break are quoted, and the file begins with a byte order mark, by which Excel recognizes UTF-8,
   * unless `bom=false`. Requires the read scope of the batch's kind too.
   */
  @Get(':id/export')
  @Route({ scope: 'batch:read', rateLimit: 'download' })
  @ApiOkResponse({ description: 'The file.', content: CONTENT })
  async exportBatch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: ExportQueryDto,
  ): Promise<void> {
    const download = await this.exports.open(actorOf(request), readBatchId(id), query);
    await reply
      .header('Content-Type', download.contentType)
      .header('Content-Disposition', `attachment; filename="${download.fileName}"`)
      .send(download.body);
  }
}
