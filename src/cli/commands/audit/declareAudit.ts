import type { Command } from 'commander';

import type { AuditFlags } from './auditFlags';

/** The options of `preflens audit`; `command` has those of reading already. */
export function declareAudit(command: Command, run: (file: string, flags: AuditFlags) => Promise<void>): void {
  command
    .description('pairs drawn at random to be looked at, and the share of wrong labels, with an exact interval, by what was decided about them; needs no model')
    .argument('<file>', 'a dataset: JSON Lines, JSON, CSV, TSV or Parquet, also compressed with gzip, or a folder of shards')
    .option('--sample <number>', 'how many pairs to draw (default: as many as are reviewed already)')
    .option('--seed <number>', 'by which they are drawn; a larger sample of the same seed begins with the smaller one (default: that of the review, else 1)')
    .option('--decisions <file>', 'take decisions from this file into the review: lines as they are written here, with "decision" filled in')
    .option('--format <format>', 'text (what is known), jsonl (a pair a line) or json (both) (default: text on a terminal, else jsonl)')
    .option('--out <file>', 'write there instead of standard output')
    .action(run);
}
