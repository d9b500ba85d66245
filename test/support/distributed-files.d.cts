export const DISTRIBUTED: readonly string[];
