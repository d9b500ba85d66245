const { once } = require('node:events');
const { connect, createServer } = require('node:net');

/**
 * A free TCP port on loopback, from the kernel, which gives it to nobody else for a minute. Other tests ask for ports
 * at the same time, and a server needs seconds until it listens, so a port that is merely free would now and then be
 * taken. An ended connection keeps it: its server closed first and waits (TIME_WAIT), which hinders no listener that
 * names the port.
 */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const client = connect(port, '127.0.0.1').resume();
  const [served] = await once(server, 'connection');
  served.resume().end();
  await Promise.all([once(served, 'close'), once(client, 'close')]);
  server.close();
  await once(server, 'close');
  return port;
}

module.exports = { freePort };
