import { fileURLToPath } from 'node:url';

import { benchContainers } from './containers';
import { runTask, type containerTasks } from './containersTasks';

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'task') {
  const [name = '', file = '', cache = ''] = rest;
  await runTask(name as keyof typeof containerTasks, file, cache);
} else {
  benchContainers(fileURLToPath(import.meta.url), Number(mode ?? 1));
}
