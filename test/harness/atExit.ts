type Stage = 'processes' | 'folders';

const registered = new Map<Stage, () => void>();

/** Processes end first: they would fill their folders again while these are removed. */
const order: Stage[] = ['processes', 'folders'];

/**
 * Cleans up when this process ends, also when it is asked to by a signal. Installed only when there is something to clean up:
 * importing the harness leaves the signals of the importing process alone.
 */
export function atExit(stage: Stage, work: () => void): void {
  if (registered.size === 0) install();
  registered.set(stage, work);
}

function install(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  process.on('exit', () => order.forEach((stage) => registered.get(stage)?.()));
}
