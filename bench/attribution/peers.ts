import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { coalitionOf } from './coalitionText';
import type { GameValues } from './gameValues';

/** Runs peers.py with one of its commands and gives its answers; what it asks for comes from the values. */
export async function peers<Answer>(folder: string, cache: string, command: string, task?: object, values?: GameValues): Promise<readonly Answer[]> {
  const file = path.join(cache, `task-${String(process.pid)}.json`);
  if (task) writeFileSync(file, JSON.stringify(task));
  const python = process.env['PREFLENS_BENCH_PYTHON'] ?? 'python3';
  const child = spawn(python, [path.join(folder, 'peers.py'), command, ...(task ? [file] : [])], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const answers: Answer[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue;
    const message = JSON.parse(line) as { readonly ask?: readonly string[] };
    if (message.ask) child.stdin.write(`${JSON.stringify(await values?.of(message.ask.map(coalitionOf)))}\n`);
    else {
      answers.push(message as Answer);
      if (values) process.stderr.write(`${line}\n`);
    }
  }
  if ((await ended) !== 0) throw new Error(`peers.py ${command} failed; see above`);
  return answers;
}
