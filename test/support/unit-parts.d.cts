export const ALONE: readonly string[];
export const MEASURED: readonly string[];
export const PARTS: Readonly<Record<string, readonly string[]>>;
export const unitProject: (args: readonly string[]) => 'unit' | 'unit-parts';
