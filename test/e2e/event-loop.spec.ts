import { expectNoSilence, longestStretches } from '../support/event-loop.js';
import { describeOnDatabases, Service } from '../support/service.js';

describeOnDatabases('The event loop', (on) => {
  it('has its longest stretch told by every process, without that of the start', async () => {
    const service = await Service.start({ on });
    const stretches = await longestStretches(service);
    expect(stretches).toHaveLength(service.processes.length);
    for (const ms of stretches) expect(ms).toBeGreaterThan(0);
    await expectNoSilence(service);
  });
});
