import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { writeWhole } from '../writeWhole';
import { decoderAbilitiesSchema } from './decoderAbilities';

const findingSchema = z.strictObject({
  /** Which half of a merged decoder is used. */
  branch: z.enum(['both', 'with-past', 'no-past']),
  /** Run without cutting off the head. */
  whole: z.boolean(),
  abilities: decoderAbilitiesSchema,
});

/** What probing a file led to. */
export type ProbeFinding = Readonly<z.infer<typeof findingSchema>>;

/** Goes up when the probe or the surgery changes what it finds. */
const probeVersion = 2;

/** Findings by the hash of the model and all that may change them; a missing or damaged entry is made again. */
export class AbilityCache {
  constructor(
    /** Null: nothing is kept. */
    private readonly folder: string | null,
    /** Runtime version and session settings. */
    private readonly circumstances: string,
  ) {}

  read(hash: string): ProbeFinding | undefined {
    if (this.folder === null) return undefined;
    try {
      return findingSchema.parse(JSON.parse(readFileSync(this.fileOf(this.folder, hash), 'utf8')));
    } catch {
      return undefined;
    }
  }

  write(hash: string, finding: ProbeFinding): void {
    if (this.folder !== null) writeWhole(this.fileOf(this.folder, hash), JSON.stringify(finding));
  }

  private fileOf(folder: string, hash: string): string {
    return path.join(folder, `${hash}-${probeVersion}-${this.circumstances}.json`);
  }
}
