import { showContacts } from './contacts.js';
import { launch } from './launch.js';
import { showOperations } from './marketplace.js';

/** Starts the service on a temporary directory and shows one batch of every kind through the public API. */
async function main(): Promise<void> {
  const demo = await launch({});
  console.log(`Batchwright runs at ${demo.url} on a temporary directory.`);
  try {
    await showOperations(demo);
    await showContacts(demo);
  } finally {
    await demo.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
