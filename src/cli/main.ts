import { Command, CommanderError } from 'commander';

import { GameFailedError } from '../core/attribution/gameFailedError';
import { CancelledError, FileChangedError, ModelRefusedError, ModelsReplacedError, UnreadableFileError } from '../core/errors';
import { ConfigurationError } from '../core/noise/config/configurationError';
import { attribute } from './commands/attribute';
import { audit } from './commands/audit/auditCommand';
import { declareAudit } from './commands/audit/declareAudit';
import { compare } from './commands/compare/compareCommand';
import { declareAttribute } from './commands/declareAttribute';
import { exportCommand } from './commands/exportCommand';
import { inspect } from './commands/inspect';
import { lint } from './commands/lint/lintCommand';
import type { McpFlags } from './commands/mcp/mcpFlags';
import { models } from './commands/models';
import { defaultMaxUnpacked } from './commands/openDataset';
import { declareReport } from './commands/report/declareReport';
import { report } from './commands/report/reportCommand';
import { score } from './commands/score';
import { store } from './commands/store';
import { DownloadError } from '../io/hub/downloadError';
import { OutputError } from '../io/outputError';
import { exitStatus } from './exitStatus';
import { withJudging } from './options/withJudging';
import { collected, withReading } from './options/withReading';
import { withScoring } from './options/withScoring';
import { UsageError } from './usageError';

const interruption = new AbortController();

function program(): Command {
  const preflens = new Command('preflens')
    .description('Debugs preference data with local language models: implicit DPO rewards, margins and CHES of every pair.')
    .exitOverride()
    .showHelpAfterError('(preflens --help explains the commands)');
  withReading(preflens.command('inspect'))
    .description('container, schema, counts and structural findings of a file; needs no model')
    .argument('<file>', 'a dataset: JSON Lines, JSON, CSV, TSV or Parquet, also compressed with gzip, or a folder of shards')
    .option('--format <format>', 'json or text (default: text on a terminal)')
    .action((file: string, flags: Parameters<typeof inspect>[1]) => finish(inspect(file, flags, interruption.signal)));
  scoreCommand(preflens);
  declareLint(preflens);
  declareReport(withReading(preflens.command('report')), (file, flags) => finish(report(file, flags, interruption.signal)));
  declareAudit(withReading(preflens.command('audit')), (file, flags) => finish(audit(file, flags, interruption.signal)));
  declareAttribute(withReading(preflens.command('attribute')), (file, flags) => finish(attribute(file, flags, interruption.signal)));
  declareCompare(preflens);
  declareExport(preflens);
  declareMcp(preflens);
  preflens
    .command('models')
    .description('installed models, what each can give, and why one is refused')
    .option('--add <folder>', 'check a model folder and remember it')
    .option('--get <name>', 'fetch a model from a Hugging Face compatible endpoint, check it and remember it; uses the network')
    .option('--variant <name>', 'with --get: which ONNX file, by the names of --list (default: the most exact)')
    .option('--revision <name>', 'with --get: branch, tag or commit (default: main)')
    .option('--endpoint <address>', 'with --get: the server (default: HF_ENDPOINT, else https://huggingface.co)')
    .option('--into <folder>', 'with --get: the folder of all fetched models (default: a cache folder of this user)')
    .option('--list', 'with --get: only show the variants and what they weigh')
    .option('--suggested', 'pairs of policy and reference that are worth a try, and what they cost')
    .option('--format <format>', 'json or text (default: text on a terminal)')
    .action((flags: Parameters<typeof models>[0]) => finish(models(flags, interruption.signal)));
  preflens
    .command('store')
    .description('the scores that are kept from earlier runs: where, how much')
    .option('--clear', 'delete them')
    .option('--format <format>', 'json or text (default: text on a terminal)')
    .action((flags: Parameters<typeof store>[0]) => finish(store(flags)));
  return preflens;
}

function scoreCommand(preflens: Command): void {
  withScoring(withReading(preflens.command('score')))
    .description('implicit rewards, margins, losses and CHES of every pair, one JSON object a line')
    .argument('<file>', 'a dataset: JSON Lines, JSON, CSV, TSV or Parquet, also compressed with gzip, or a folder of shards')
    .option('--policy <folder>', 'model folder or .onnx file (default: the embedded policy)')
    .option('--reference <folder>', 'model folder, .onnx file, "none", or "columns": what a trainer wrote into the rows (default: the embedded reference, with the embedded policy only)')
    .option('--convention <name>', 'trainer whose tokens and sums are followed: trl (from 0.29 on), trl-0.20 (0.12 to 0.28) or mitchell', 'trl')
    .option('--beta <number>', 'KL strength of DPO', '0.1')
    .option('--label-smoothing <number>', 'assumed share of flipped labels, for the losses that use it', '0')
    .option('--max-length <tokens>', 'tokens of prompt and response together', '1024')
    .option('--all-figures', 'sequential KL and displacement of every row, also where they cost much (large vocabularies)')
    .option('--rows <A-B>', 'only these 0-based rows')
    .option('--tokens', 'with figures of every token')
    .option('--trl-columns', 'write the rows of the dataset with ref_chosen_logps and ref_rejected_logps, as precompute_ref_log_probs of TRL does')
    .option('--format <format>', 'jsonl, json or text (default: text on a terminal, else jsonl)')
    .option('--worst <number>', 'rows shown by the text format', '15')
    .option('--out <file>', 'write there instead of standard output')
    .action((file: string, flags: Parameters<typeof score>[1]) => finish(score(file, flags, interruption.signal)));
}

function declareLint(preflens: Command): void {
  const command = withReading(preflens.command('lint'))
    .description('findings in every pair, verdicts, and what is known of each file as a whole; exit status 1 when a file does not pass')
    .argument('<files...>', 'datasets, patterns such as "data/**/*.jsonl", or folders')
    .option('--format <format>', 'text, json or sarif (default: text, or by the name of --out)')
    .option('--out <file>', 'write there instead of standard output')
    .option('--fail-on <severity>', 'fail on findings from this severity on: error, warning, information or never (default: error)')
    .option('--max-noise <rate>', 'fail when more labels than this share (0 to 1) are estimated to be wrong, or nobody can tell; asks models')
    .option('--codes <codes>', 'only these findings (docs/findings.md), with commas between')
    .option('--max-findings <number>', 'findings listed of a file; the rest is counted (default: 50 as text, 100000 as json, 25000 as sarif)')
    .option('--models', 'ask models about the labels: those of the configuration, else the embedded ones (default: only where the configuration or another option asks for it)');
  withJudging(command).action((files: readonly string[], flags: Parameters<typeof lint>[1]) => finish(lint(files, flags, interruption.signal)));
}

function declareCompare(preflens: Command): void {
  withScoring(withReading(preflens.command('compare')))
    .description('two score sets of one dataset, or two versions of it: agreement, correlations, pairs that flip, ranks that move')
    .argument('<first>', 'a dataset, or scores that "preflens score --out" wrote')
    .argument('[second]', 'another version of the dataset, or other scores (default: the first dataset with the models of the --second options)')
    .option('--first-scores <file>', 'take the figures of the first dataset from what "preflens score" wrote')
    .option('--second-scores <file>', 'the same for the second')
    .option('--policy <folder>', 'model folder or .onnx file of both sides (default: the embedded policy)')
    .option('--second-policy <folder>', 'the policy of the second side')
    .option('--reference <folder>', 'model folder, .onnx file, "none", or "columns": what a trainer wrote into the rows')
    .option('--second-reference <folder>', 'the reference of the second side')
    .option('--convention <name>', 'trainer whose tokens and sums are followed', 'trl')
    .option('--second-convention <name>', 'the convention of the second side')
    .option('--beta <number>', 'KL strength of DPO', '0.1')
    .option('--second-beta <number>', 'that of the second side')
    .option('--max-length <tokens>', 'tokens of prompt and response together', '1024')
    .option('--second-max-length <tokens>', 'those of the second side')
    .option('--list <number>', 'flips and rank changes that are listed (default: 10 as text, 1000 as json)')
    .option('--format <format>', 'text or json', 'text')
    .option('--out <file>', 'write there instead of standard output')
    .action((first: string, second: string | undefined, flags: Parameters<typeof compare>[2]) => finish(compare(first, second, flags, interruption.signal)));
}

function declareExport(preflens: Command): void {
  preflens
    .command('export')
    .description('writes a dataset anew, with its change list applied: other schema, format, order or rows')
    .argument('<file>', 'a dataset of preference pairs; it is never written to')
    .requiredOption('--out <file>', 'where to write; a manifest of what was done goes beside it')
    .option('--schema <name>', 'source (rows as they are), trl (prompt, chosen, rejected as texts) or trl-chat (as message lists)', 'source')
    .option('--format <format>', 'jsonl, json, csv or parquet (default: by the name of --out)')
    .option('--read-as <name>', 'read every row by this schema (docs/datasets.md) rather than by what is found')
    .option('--map <fields>', 'which fields hold what, as prompt=FIELD,chosen=FIELD,rejected=FIELD')
    .option('--choose <key=value>', 'answer a question that the data leave open, such as gold=safer; may be given several times', collected)
    .option('--split <name>', 'which split of a folder, or which list of a JSON file, where there are several')
    .option('--max-unpacked <gibibytes>', 'how large a compressed file may be once it is unpacked', defaultMaxUnpacked)
    .option('--order <order>', 'file, or from easy to hard: margin, rating or difficulty', 'file')
    .option('--drop <selection>', 'leave out pairs with these findings or verdicts, or these 0-based rows: duplicate-pair,unusable,12,20-29')
    .option('--swap <selection>', 'swap chosen and rejected of such pairs: label-contradicted')
    .option('--verdict <verdicts>', 'write only pairs with these verdicts: wrong, ambiguous, unusable, dangerous, fine')
    .option('--fix <fixes>', 'mend the texts of every pair that needs it: repair-prompt,strip-tokens')
    .option('--config <file>', 'use this configuration for findings, not the preflens.config.json beside and above the file')
    .option('--no-config', 'use no configuration')
    .option('--columns <name>', 'scores: with the figures of every pair')
    .option('--scores <file>', 'take figures from what "preflens score" wrote, instead of computing them')
    .option('--no-changes', 'leave the change list beside the file out of account')
    .option('--policy <folder>', 'model folder or .onnx file (default: the embedded policy)')
    .option('--reference <folder>', 'model folder, .onnx file, or "none" (default: the embedded reference, with the embedded policy only)')
    .option('--convention <name>', 'trainer whose tokens and sums are followed (default: trl)')
    .option('--beta <number>', 'KL strength of DPO (default: 0.1)')
    .option('--max-length <tokens>', 'tokens of prompt and response together (default: 1024)')
    .option('--threads <number>', 'threads of the matrix products; 0: one a core', '0')
    .action((file: string, flags: Parameters<typeof exportCommand>[1]) => finish(exportCommand(file, flags, interruption.signal)));
}

function declareMcp(preflens: Command): void {
  preflens
    .command('mcp')
    .description('tools for language models over the Model Context Protocol, on standard input and output (docs/agents.md)')
    .argument('[folders...]', 'folders whose datasets may be read (default: the working folder)')
    .option('--policy <folder>', 'model folder or .onnx file (default: the embedded policy)')
    .option('--reference <folder>', 'model folder, .onnx file, or "none" (default: the embedded reference, with the embedded policy only)')
    .option('--convention <name>', 'trainer whose tokens and sums are followed: trl (from 0.29 on), trl-0.20 (0.12 to 0.28) or mitchell', 'trl')
    .option('--beta <number>', 'KL strength of DPO', '0.1')
    .option('--max-length <tokens>', 'tokens of prompt and response together', '1024')
    .option('--max-unpacked <gibibytes>', 'how large a compressed file may be once it is unpacked', defaultMaxUnpacked)
    .option('--threads <number>', 'threads of the matrix products; 0: one a core', '0')
    .option('--memory <megabytes>', 'memory that the models may use; 0: 70 % of what is free', '0')
    .option('--max-characters <number>', 'how long an answer may be', '24000')
    .option('--no-store', 'use no scores of earlier runs, and keep none')
    .action(async (folders: readonly string[], flags: McpFlags) => {
      // Only this command needs the protocol.
      const { mcp } = await import('./commands/mcp/mcpCommand');
      await finish(mcp(folders, flags, interruption.signal));
    });
}

async function finish(status: Promise<number>): Promise<void> {
  process.exitCode = await status;
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.usage;
  if (error instanceof UsageError || ConfigurationError.is(error)) return exitStatus.usage;
  if (UnreadableFileError.is(error) || FileChangedError.is(error)) return exitStatus.unreadableInput;
  if (ModelRefusedError.is(error) || ModelsReplacedError.is(error) || GameFailedError.is(error)) return exitStatus.modelRefused;
  if (CancelledError.is(error)) return exitStatus.interrupted;
  if (OutputError.is(error)) return exitStatus.outputFailed;
  if (DownloadError.is(error)) return exitStatus.downloadFailed;
  return exitStatus.unreadableInput;
}

async function main(): Promise<void> {
  process.on('SIGINT', () => {
    // A second one means it.
    if (interruption.signal.aborted) process.exit(exitStatus.interrupted);
    interruption.abort();
  });
  try {
    await program().parseAsync();
  } catch (error) {
    // Commander has said its own already.
    if (!(error instanceof CommanderError)) process.stderr.write(`preflens: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = statusOf(error);
  }
}

void main();
