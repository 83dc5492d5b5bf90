import type { Command } from 'commander';

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
    .option('--max-noise <rate>', 'more wrong labels than this share (0 to 1) do not pass; given here, the exit status says so too')
    .option('--no-models', 'ask no model: what the texts alone say')
    .option('--probe', 'let a probe learn from the texts and labels of the file, also without models')
    .option('--policy <folder>', 'ask this model: its folder or .onnx file (default: those of the configuration, else the embedded ones)')
    .option('--reference <folder>', 'against this reference: a model folder, .onnx file, or "none"')
    .option('--config <file>', 'use this configuration, not the preflens.config.json beside and above the file')
    .option('--no-config', 'use no configuration')
    .option('--convention <name>', 'trainer whose tokens and sums are followed (default: trl)')
    .option('--beta <number>', 'KL strength of DPO (default: 0.1)')
    .option('--max-length <tokens>', 'tokens of prompt and response together (default: 1024)')
    .option('--threads <number>', 'threads of the matrix products; 0: one a core', '0')
    .option('--memory <megabytes>', 'memory that the models may use; 0: 70 % of what is free', '0')
    .option('--no-store', 'measure every pair anew, and keep nothing for the next time')
    .action(run);
}
