import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import { z } from 'zod';

const registrySchema = z.strictObject({ version: z.literal(1), folders: z.array(z.string()) });

/** The folder of this user's settings, by the custom of the system. */
function configurationFolder(): string {
  const { env, platform } = process;
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(homedir(), 'AppData', 'Roaming'), 'preflens');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'preflens');
  return path.join(env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'), 'preflens');
}

/** The model folders that the user added, kept in a small file of the user's own. */
export class ModelRegistry {
  private readonly file: string;

  constructor(folder = configurationFolder()) {
    this.file = path.join(folder, 'models.json');
  }

  /** Absolute paths, in the order in which they were added; none when the file is missing. */
  async folders(): Promise<readonly string[]> {
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    if (text === undefined) return [];
    try {
      return registrySchema.parse(JSON.parse(text)).folders;
    } catch {
      throw new Error(`${this.file} is damaged; delete it and add your models again.`);
    }
  }

  async add(folder: string): Promise<void> {
    const folders = [...new Set([...(await this.folders()), path.resolve(folder)])];
    await mkdir(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    await writeFile(temporary, `${JSON.stringify({ version: 1, folders }, null, 2)}\n`);
    await rename(temporary, this.file);
  }
}
