import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

import { systemErrorCode } from '../systemErrorCode';
import { DownloadError } from './downloadError';

const beatMilliseconds = 10_000;
/** A lock of another machine that did not beat for so long is of a download that was killed. */
const deadAfterMilliseconds = 120_000;

/** Sees to it that one download at a time writes to a folder, across windows, processes and machines with a common home. */
export class DownloadLock {
  private readonly beat: NodeJS.Timeout;

  private constructor(private readonly file: string) {
    this.beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), beatMilliseconds);
    this.beat.unref();
  }

  /** Rejects with DownloadError while another download goes on there. */
  static async take(folder: string): Promise<DownloadLock> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, 'lock');
    if (await create(file)) return new DownloadLock(file);
    if (await isHeld(file)) throw new DownloadError('in-progress', 'This model is being fetched already, by another window or command. Wait for it, or stop it there.');
    await rm(file, { force: true });
    if (await create(file)) return new DownloadLock(file);
    throw new DownloadError('in-progress', 'This model is being fetched already, by another window or command. Wait for it, or stop it there.');
  }

  async release(): Promise<void> {
    clearInterval(this.beat);
    await rm(this.file, { force: true });
  }
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${String(process.pid)} ${hostname()}`);
    await handle.close();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  const [text, stats] = await Promise.all([readFile(file, 'utf8').catch(() => ''), stat(file).catch(() => undefined)]);
  const [, pid = '', host = ''] = /^(\d+) (.+)$/.exec(text) ?? [];
  if (host === hostname()) return isAlive(Number(pid));
  return stats !== undefined && Date.now() - stats.mtimeMs < deadAfterMilliseconds;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}
