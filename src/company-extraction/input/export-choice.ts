import type { ExportFormat } from '../../batch/export/formats.js';

/** Formats in the words of the seed (S3-17): `excel`, not `xlsx`. */
export const EXPORT_CHOICES = ['json', 'csv', 'excel'] as const;
export type ExportChoice = (typeof EXPORT_CHOICES)[number];

/** The same in the words of the batch module. */
export const EXPORT_FORMAT: Readonly<Record<ExportChoice, ExportFormat>> = { json: 'json', csv: 'csv', excel: 'xlsx' };
