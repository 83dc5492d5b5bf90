import { parentPort } from 'node:worker_threads';

import { RelayedGameHost } from './relayedGameHost';
import { SessionConductor } from './sessionConductor';
import type { FromThread, ToThread } from './threadProtocol';

const tell = (message: FromThread): void => parentPort?.postMessage(message);
const host = new RelayedGameHost(tell);
const conductor = new SessionConductor(host, tell);

parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'gameOpened' || message.type === 'evaluated' || message.type === 'ended' || message.type === 'failed') host.receive(message);
  else conductor.receive(message);
});
