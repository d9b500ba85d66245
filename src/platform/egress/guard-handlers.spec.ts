import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardWith } from './guard-handlers.js';

describe('guardWith', () => {
  it('passes the exception of a handler to its fail callback', () => {
    const failures: unknown[] = [];
    const emitter = new EventEmitter();
    emitter.on(
      'data',
      guardWith((error) => failures.push(error))((text: string) => {
        throw new Error(text);
      }),
    );
    emitter.emit('data', 'hostile');
    expect(failures).toEqual([new Error('hostile')]);
  });

  it('passes the rejection of an asynchronous handler to its fail callback', async () => {
    const ends = new EventEmitter();
    const ended = once(ends, 'end');
    guardWith((error) => ends.emit('end', error))(() => Promise.reject(new Error('late')))();
    expect(await ended).toEqual([new Error('late')]);
  });

  it('does not throw when the fail callback throws too', () => {
    const handler = guardWith(() => {
      throw new Error('end');
    })(() => {
      throw new Error('handler');
    });
    expect(handler).not.toThrow();
  });
});

describe('Event handlers of outgoing requests and of live channels', () => {
  const root = join(__dirname, '../..');
  const files = ['platform/egress', 'batch/live'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(folder, name)),
  );

  it.each(files)('are guarded in %s', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // What ends a connection that no request has cannot throw, and is taken off again.
    const handler =
      /\.(?:on|once)\(\s*'\w+',(?!\s*(?:(?:this\.)?guard|\(\) => undefined|reject\b|destroy\b|this\.hold\b))[^\n]*\n?[^\n]*/g;
    // A guard that the handler makes from its own arguments counts as well.
    const unguarded = [...text.matchAll(handler)].filter(
      ([call]) => !/=> \{\n\s*(?:const guard = )?guardWith\(/.test(call),
    );
    expect(unguarded.map(([call]) => call)).toEqual([]);
  });
});
