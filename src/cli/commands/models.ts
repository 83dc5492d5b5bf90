import { describeModel, type ModelDescription } from '../../app/describeModel';
import { describePrecision } from '../../core/scoring/describePrecision';
import { embeddedModels } from '../../engine/embeddedModels';
import { WorkerScorer } from '../../engine/workerScorer';
import { ModelRegistry } from '../../io/modelRegistry';
import { exitStatus } from '../exitStatus';
import { installation } from '../installation';
import { excerpt } from '../printable';
import { stderrLog } from '../stderrLog';
import { UsageError } from '../usageError';
import { getModel, type GetModelFlags } from './getModel';
import { printSuggested } from './suggestedModelsText';

export interface ModelsFlags extends GetModelFlags {
  readonly add?: string;
  readonly suggested?: boolean;
  readonly format?: string;
}

/** `preflens models`: what is installed, what each can give, why one is refused. Resolves to the exit status. */
export async function models(flags: ModelsFlags, signal: AbortSignal): Promise<number> {
  const format = flags.format ?? (process.stdout.isTTY ? 'text' : 'json');
  if (format !== 'json' && format !== 'text') throw new UsageError(`--format takes json or text, not "${format}".`);
  if ([flags.add, flags.get, flags.suggested].filter((flag) => flag !== undefined).length > 1) throw new UsageError('Give one of --add, --get and --suggested.');
  if (flags.suggested) return printSuggested(format);
  const registry = new ModelRegistry();
  if (flags.get !== undefined) {
    const folder = await getModel(flags.get, flags, format, signal);
    return folder === null ? exitStatus.done : add(folder, registry, format);
  }
  if (flags.add !== undefined) return add(flags.add, registry, format);
  const embedded = embeddedModels(installation.root);
  const folders = [embedded.policy, embedded.reference, ...(await registry.folders())];
  const descriptions: ModelDescription[] = [];
  for (const folder of folders) descriptions.push(await describeFolder(folder));
  print({ models: descriptions }, descriptions, format);
  return exitStatus.done;
}

async function add(folder: string, registry: ModelRegistry, format: 'json' | 'text'): Promise<number> {
  const description = await describeFolder(folder);
  if (description.usable) await registry.add(folder);
  print({ added: description.usable, models: [description] }, [description], format);
  return description.usable ? exitStatus.done : exitStatus.modelRefused;
}

async function describeFolder(folder: string): Promise<ModelDescription> {
  const options = { policy: folder, reference: null, convention: 'trl', maxLength: 1_000_000, threads: 0, background: false } as const;
  const scorer = new WorkerScorer({ ...options, workerFile: installation.workerFile, log: stderrLog });
  try {
    return await describeModel(folder, scorer);
  } finally {
    await scorer.dispose();
  }
}

function print(record: object, descriptions: readonly ModelDescription[], format: 'json' | 'text'): void {
  process.stdout.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : `${descriptions.map(describeText).join('\n\n')}\n`);
}

function describeText(model: ModelDescription): string {
  if (!model.usable) return `${excerpt(model.folder, 200)}\n  refused: ${excerpt(model.refusal ?? '', 500)}`;
  const precision = describePrecision({ precision: model.precision ?? '', precisionError: model.precisionError });
  const template = model.chatTemplate ? 'with chat template' : 'without chat template (plain-text pairs only)';
  return [
    excerpt(model.folder, 200),
    `  ${precision}, up to ${model.maxLength ?? ''} tokens, ${template}, hash ${model.hash ?? ''}`,
    `  gives ${model.gives.join(', ')}; with a reference also rewards, margin and losses`,
  ].join('\n');
}
