/** The broad industries of `summary.industries`. */
export const SECTORS = [
  'Technology',
  'Healthcare',
  'Finance',
  'Manufacturing',
  'Retail',
  'Energy',
  'Media',
  'Education',
  'Real Estate',
  'Transportation',
  'Hospitality',
  'Construction',
  'Agriculture',
  'Professional Services',
  'Government',
  'Nonprofit',
  'Other',
] as const;
export type Sector = (typeof SECTORS)[number];
