import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AnalysisRow, AnalysisSums, ANSWERED } from '../figures/analysis-sums.js';
import { ANALYSIS_ROW, COUNTED, COVERAGE } from './url-figure-sql.js';

/** Analyses that an answer reads one by one beside the sums, at most. */
const MOST_UNSUMMED = 100_000;

/**
 * The sums of whole spans, and what is not summed up as rows; both of one instant. OFFSET has the index read for each
 * gap: the planner does not know how short it is.
 */
const READ = `
  WITH ${COVERAGE}
  SELECT f.figures, NULL::json AS analyses
    FROM covered c JOIN url_figures f ON f.owner_id = coalesce($1::bigint, 0) AND f.seconds = c.seconds AND f.span = c.span
   UNION ALL
  SELECT NULL, json_agg(a.row)
    FROM (SELECT ${ANALYSIS_ROW} AS row
            FROM gaps g
           CROSS JOIN LATERAL (SELECT * FROM url_processing_status t WHERE t.analyzed_at >= g.low AND t.analyzed_at < g.high OFFSET 0) s
            JOIN batches b ON b.id = s.batch_id
           WHERE ($1::bigint IS NULL OR b.owner_id = $1) AND ${COUNTED}
           LIMIT ${MOST_UNSUMMED + 1}) a`;

/** Reads the sums of analyses. */
@Injectable()
export class UrlFigureQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The sums of the analyses of the last hours, of one owner (null: of all); null when too much of it is not summed up
   * yet.
   */
  async read(ownerId: number | null, hours: number): Promise<AnalysisSums | null> {
    const rows: { readonly figures: Buffer | null; readonly analyses: readonly AnalysisRow[] | null }[] =
      await this.dataSource.query(READ, [ownerId, hours]);
    const sums = new AnalysisSums(ANSWERED);
    for (const { figures, analyses } of rows) {
      if (figures !== null) sums.addPacked(figures);
      if (analyses === null) continue;
      if (analyses.length > MOST_UNSUMMED) return null;
      for (const analysis of analyses) sums.add(analysis);
    }
    return sums;
  }
}
