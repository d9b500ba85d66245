// The Python client without asyncio, from the one with it: the same text without the keywords.

const NAMES = {
  AsyncClient: 'Client',
  StopAsyncIteration: 'StopIteration',
  AsyncIterable: 'Iterable',
  AsyncIterator: 'Iterator',
  __aenter__: '__enter__',
  __aexit__: '__exit__',
  __aiter__: '__iter__',
  __anext__: '__next__',
  aclose: 'close',
  aiter_bytes: 'iter_bytes',
};

/** The synchronous twin of a module. */
export function withoutAsync(text) {
  return text
    .replace(/AsyncGenerator\[(\S+), None\]/g, 'Generator[$1, None, None]')
    .replace(/\bAsyncGenerator\b/g, 'Generator')
    .replace(/\b(?:async |await )/g, '')
    .replace(
      /\b(?:StopAsyncIteration|Async[A-Z]\w*|__a\w+__|aclose|aiter_bytes)\b/g,
      (name) => NAMES[name] ?? name.replace(/^Async/, ''),
    );
}
