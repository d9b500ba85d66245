/**
 * What the service's address rules need of `node:os`, for browsers, which do not tell: the build puts it in its place.
 */
export const networkInterfaces = (): Readonly<Record<string, never>> => ({});
