import type { Command } from 'commander';

import { withJudging } from '../../options/withJudging';
import type { ReportFlags } from './reportFlags';

/** The options of `preflens report`; `command` has those of reading already. */
export function declareReport(command: Command, run: (file: string, flags: ReportFlags) => Promise<void>): void {
  command
    .description('one page about a dataset, with pictures, figures and their intervals, verdicts and findings: HTML or Markdown')
    .argument('<file>', 'a dataset: JSON Lines, JSON, CSV, TSV or Parquet, also compressed with gzip, or a folder of shards')
    .option('--out <file>', 'write there, by its name as .html or .md (default: Markdown on standard output)')
    .option('--format <format>', 'html or markdown (default: by the name of --out)')
    .option('--worst <number>', 'pairs that are shown of each code, 0 to 50', '3')
    .option('--no-texts', 'leave all text of the dataset out: numbers, places and titles only')
    .option('--date <date>', 'a date to put into the report; without it equal data make equal reports')
    .option('--fail-on <severity>', 'findings from this severity on do not pass: error, warning, information or never (default: error); given here, the exit status says so too')
    .option('--max-noise <rate>', 'more wrong labels than this share (0 to 1) do not pass; given here, the exit status says so too');
  withJudging(command).action(run);
}
