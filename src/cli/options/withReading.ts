import type { Command } from 'commander';

import { defaultMaxUnpacked } from '../commands/openDataset';

/** Adds what every command takes that reads a dataset. */
export function withReading(command: Command): Command {
  return command
    .option('--schema <name>', 'read every row by this schema (docs/datasets.md) rather than by what is found')
    .option('--map <fields>', 'which fields hold what, as prompt=FIELD,chosen=FIELD,rejected=FIELD; a FIELD may be a path such as input.question')
    .option('--choose <key=value>', 'answer a question that the data leave open, such as gold=safer; may be given several times', collected)
    .option('--split <name>', 'which split of a folder, or which list of a JSON file, where there are several')
    .option('--max-unpacked <gibibytes>', 'how large a compressed file may be once it is unpacked', defaultMaxUnpacked);
}

/** Values of an option that may be given several times. */
export function collected(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
