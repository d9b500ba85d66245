export const ALONE: readonly string[];
export const MEASURED: readonly string[];
export const PARTS: Readonly<Record<string, readonly string[]>>;
