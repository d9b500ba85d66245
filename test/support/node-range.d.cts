export function acceptsNode(range: string, version: string): boolean;
