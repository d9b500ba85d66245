import { CATEGORIES, METRICS } from '../figures/analysis-sums.js';

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** Beginning of the span of so many seconds that an instant is in. */
export const spanOf = (seconds: number, at: string): string =>
  `date_bin(interval '${seconds} seconds', ${at}, '2000-01-01T00:00:00Z')`;

/**
 * The analyses `s` that count. Results shown again do not. A duplicate that was analysed itself, because the first item
 * had failed, counts: its result has another time than that of the first.
 */
export const COUNTED = `
  NOT s.is_cached
   AND (s.duplicate_of IS NULL OR NOT EXISTS (
         SELECT FROM url_processing_status f
          WHERE f.batch_id = s.batch_id AND f.index = s.duplicate_of AND f.strategy = s.strategy AND f.analyzed_at = s.analyzed_at
            AND NOT f.is_cached))`;

/** An analysis `s` as an `AnalysisRow`. */
export const ANALYSIS_ROW = `
  json_build_array(s.provider, s.strategy, s.host,
                   json_build_array(${METRICS.map((metric) => `s.${metric}`).join(', ')}),
                   json_build_array(${CATEGORIES.map((category) => `s.${category}_score`).join(', ')}))`;

/**
 * Which spans of the last hours ($2) answer for themselves, as `covered`, and for which stretches of minutes the
 * analyses have to be read, as `gaps`. A whole day stands for its hours and an hour for its minutes, unless one of the
 * minutes has changed.
 */
export const COVERAGE = `
  frame AS (SELECT now() - make_interval(hours => $2) AS since),
  valid AS MATERIALIZED (
    SELECT s.seconds, s.span FROM frame, url_figure_spans s
     WHERE s.seconds > ${MINUTE} AND s.span >= frame.since
       AND NOT EXISTS (SELECT FROM url_figure_changes c WHERE c.span >= s.span AND c.span < s.span + make_interval(secs => s.seconds))),
  whole AS MATERIALIZED (
    SELECT v.seconds, v.span FROM valid v
     WHERE v.seconds = ${DAY}
           OR NOT EXISTS (SELECT FROM valid d WHERE d.seconds = ${DAY} AND d.span = ${spanOf(DAY, 'v.span')})),
  open_hours AS (
    SELECT t.hour FROM frame, generate_series(${spanOf(HOUR, 'frame.since')}, ${spanOf(HOUR, 'now()')}, interval '1 hour') AS t (hour)
     WHERE NOT EXISTS (SELECT FROM whole w WHERE w.seconds = ${HOUR} AND w.span = t.hour)
       AND NOT EXISTS (SELECT FROM whole w WHERE w.seconds = ${DAY} AND w.span = ${spanOf(DAY, 't.hour')})),
  minutes AS MATERIALIZED (
    SELECT m.span, frame.since,
           m.span >= frame.since
           AND (EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${HOUR} AND s.span = h.hour)
                OR EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${MINUTE} AND s.span = m.span))
           AND NOT EXISTS (SELECT FROM url_figure_changes c WHERE c.span = m.span) AS is_summed
      FROM frame, open_hours h, generate_series(h.hour, h.hour + interval '59 minutes', interval '1 minute') AS m (span)
     WHERE m.span > frame.since - interval '1 minute' AND m.span <= now()),
  gaps AS MATERIALIZED (
    SELECT greatest(min(span), since) AS low,
           CASE WHEN max(span) < ${spanOf(MINUTE, 'now()')} THEN max(span) + interval '1 minute' ELSE 'infinity' END AS high
      FROM (SELECT span, since, span - row_number() OVER (ORDER BY span) * interval '1 minute' AS stretch FROM minutes WHERE NOT is_summed) m
     GROUP BY since, stretch),
  covered AS MATERIALIZED (
    SELECT seconds, span FROM whole UNION ALL SELECT ${MINUTE}, span FROM minutes WHERE is_summed)`;
