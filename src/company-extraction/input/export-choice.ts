import type { ExportFormat } from '../../batch/export/formats.js';

/** Published names of the export formats: `excel`, not `xlsx`. */
export const EXPORT_CHOICES = ['json', 'csv', 'excel'] as const;
export type ExportChoice = (typeof EXPORT_CHOICES)[number];

/** Format names of the batch module. */
export const EXPORT_FORMAT: Readonly<Record<ExportChoice, ExportFormat>> = { json: 'json', csv: 'csv', excel: 'xlsx' };
