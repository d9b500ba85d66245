import { serverFault } from './server-checks.js';

const fit = { version: '15.6', versionNumber: 150_006, fsync: 'on', synchronousCommit: 'on' };

describe('PostgreSQL server checks', () => {
  it('accept a safe server of version 14', () => {
    expect(serverFault({ ...fit, versionNumber: 140_000 }, false)).toBeUndefined();
  });

  it('reject a server older than 14, even with unsafe durability allowed', () => {
    expect(serverFault({ ...fit, version: '13.9', versionNumber: 130_009 }, true)).toMatch(/13\.9.*14 or later/);
  });

  it('name every setting that makes acknowledged work unsafe', () => {
    expect(serverFault({ ...fit, fsync: 'off', synchronousCommit: 'off' }, false)).toMatch(
      /fsync and synchronous_commit off.*ALLOW_UNSAFE_DURABILITY=1/,
    );
  });

  it('accept an unsafe server when that is allowed', () => {
    expect(serverFault({ ...fit, fsync: 'off' }, true)).toBeUndefined();
  });

  it.each(['local', 'remote_write', 'remote_apply'])('treat synchronous_commit = %s as safe', (synchronousCommit) => {
    expect(serverFault({ ...fit, synchronousCommit }, false)).toBeUndefined();
  });
});
