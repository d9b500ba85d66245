import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { chosenOwner } from '../../accounts/rights/visibility.js';
import { invalid } from '../../platform/errors/app-error.js';
import { decodeTextCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import { instant } from '../../platform/http/query-values.js';
import { cleanUrl, urlFault } from '../input/clean-url.js';
import {
  type ComparisonRow,
  URL_CHANGES,
  type UrlChange,
  UrlComparisonQueries,
} from '../store/url-comparison-queries.js';
import { type HistoryPlace, type HistoryRow, UrlHistoryStore } from '../store/url-history-store.js';
import type { JobRow } from '../store/url-job-queries.js';
import type {
  ComparedJobDto,
  ComparedUrlDto,
  ComparisonDto,
  ComparisonQueryDto,
  ForgottenUrlDto,
  UrlHistoryDto,
  UrlHistoryEntryDto,
  UrlHistoryQueryDto,
  UrlOfHistoryDto,
} from './url-history.dto.js';
import { UrlJobReader } from './url-job-reader.js';
import { toJobStatus } from './url-job.dto.js';

/** Analyses over time: the history of a URL, and two jobs beside each other. */
@Injectable()
export class UrlHistoryReader {
  constructor(
    private readonly history: UrlHistoryStore,
    private readonly comparisons: UrlComparisonQueries,
    private readonly jobs: UrlJobReader,
  ) {}

  /** Throws VALIDATION_ERROR for text that is no URL. */
  async of(actor: Actor, query: UrlHistoryQueryDto): Promise<UrlHistoryDto> {
    const url = this.cleaned(query.url);
    const filter = {
      ownerId: chosenOwner(actor, query.owner),
      url,
      strategy: query.strategy ?? null,
      provider: query.engine ?? null,
      before: instant(query.before),
      after: query.cursor === undefined ? null : placeOf(query.cursor),
    };
    const rows = await this.history.page(filter, query.limit + 1);
    const page = toPage(rows, query.limit, cursorOf);
    return { url, analyses: page.rows.map(toEntry), next_cursor: page.nextCursor };
  }

  async forget(actor: Actor, query: UrlOfHistoryDto): Promise<ForgottenUrlDto> {
    const url = this.cleaned(query.url);
    return { url, deleted: await this.history.forget(chosenOwner(actor, query.owner), url) };
  }

  /** Throws NOT_FOUND for a job that the caller does not see. */
  async compare(actor: Actor, query: ComparisonQueryDto): Promise<ComparisonDto> {
    const base = await this.jobs.find(actor, query.base.toLowerCase());
    const other = await this.jobs.find(actor, query.other.toLowerCase());
    const counted = await this.comparisons.counts(base.key, other.key, query.threshold);
    const jobs = { base: base.key, other: other.key, threshold: query.threshold };
    const rows = await this.comparisons.page(jobs, query.change ?? null, query.cursor ?? 0, query.limit + 1);
    const page = toPage(rows, query.limit, ({ position }) => position);
    const counts = new Map(counted.map(({ change, count }) => [change, count]));
    return {
      base: toJob(base),
      other: toJob(other),
      counts: Object.fromEntries(URL_CHANGES.map((change) => [change, counts.get(change) ?? 0])) as Record<
        UrlChange,
        number
      >,
      urls: page.rows.map(toUrl),
      next_cursor: page.nextCursor,
    };
  }

  private cleaned(text: string): string {
    // What is kept of a host that is no longer allowed can still be read and deleted.
    const found = cleanUrl(text, { checkTarget: () => 'allowed' });
    if ('url' in found) return found.url;
    throw invalid([urlFault('url', text, found.error_code)]);
  }
}

const cursorOf = ({ analyzedAt, strategy, provider }: HistoryPlace): string =>
  encodeCursor({ createdAt: analyzedAt, id: `${strategy} ${provider}` });

/** Throws VALIDATION_ERROR for text that is no cursor. */
function placeOf(cursor: string): HistoryPlace {
  const { createdAt, id } = decodeTextCursor(cursor, (text) => /^\w+ \w+$/.test(text));
  const [strategy = '', provider = ''] = id.split(' ');
  return { analyzedAt: createdAt, strategy, provider };
}

const toEntry = (row: HistoryRow): UrlHistoryEntryDto => ({
  analyzed_at: row.analyzedAt,
  strategy: row.strategy,
  engine: row.provider,
  batch_job_id: row.batchId,
  index: row.index,
  final_url: row.finalUrl,
  figures: { ...row.figures },
  budget_passed: row.budgetPassed,
  error_code: row.errorCode,
});

const toJob = (row: JobRow): ComparedJobDto => ({
  batch_job_id: row.publicId,
  name: row.name,
  status: toJobStatus(row.status),
  engine: row.options.engine,
  created_at: row.createdAt.toISOString(),
});

function toUrl({ url, strategy, change, base, other }: ComparisonRow): ComparedUrlDto {
  const before = Object.entries(base ?? {}).filter(([figure]) => figure !== 'index');
  const after: Readonly<Record<string, unknown>> = { ...other };
  const differences = Object.fromEntries(
    before.flatMap(([figure, value]) => {
      const now = after[figure];
      return typeof value === 'number' && typeof now === 'number' ? [[figure, round(now - value)]] : [];
    }),
  );
  return { url, strategy, change, base, other, differences };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
