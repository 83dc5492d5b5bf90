import path from 'node:path';

import { AttributionSession } from '../../app/attribution/attributionSession';
import { probeSensitivity } from '../../app/attribution/probeSensitivity';
import { AttributionRefusedError, CancelledError } from '../../core/errors';
import type { AttributionRecord } from '../../core/attribution/attributionRecord';
import type { WorkerScorer } from '../../engine/workerScorer';
import { exitStatus } from '../exitStatus';
import { ProgressLine } from '../progressLine';
import { attributionRecord } from '../reporters/attributionRecord';
import { attributionText } from '../reporters/attributionText';
import { UsageError } from '../usageError';
import { attributeInput, attributeTarget, type AttributeInput } from './attributeInput';
import { attributeModels } from './attributeModels';
import { attributeSettings, type AttributeFlags, type AttributeSettings } from './attributeOptions';
import { attributePrompts } from './attributePrompts';
import { recordSettings } from './recordSettings';

/** `preflens attribute`: what each part of a prompt does to a response, a margin or a choice. Resolves to the exit status. */
export async function attribute(file: string | undefined, flags: AttributeFlags, signal: AbortSignal): Promise<number> {
  const settings = attributeSettings(flags, process.stdout.isTTY);
  if (flags.csv !== undefined && (file ?? flags.prompt) !== undefined) throw new UsageError('--csv brings its own prompts; leave out FILE and --prompt.');
  const input = flags.csv === undefined ? await attributeInput(file, flags, signal) : null;
  const models = attributeModels(flags);
  try {
    return input ? await attributeOne(models, input, { flags, settings, signal }) : await attributePrompts(models, flags, settings, signal);
  } catch (error) {
    if (AttributionRefusedError.is(error)) throw new UsageError(error.message);
    if (!CancelledError.is(error)) throw error;
    process.stderr.write('preflens: interrupted before anything was known\n');
    return exitStatus.interrupted;
  } finally {
    await models.dispose();
  }
}

interface Asked {
  readonly flags: AttributeFlags;
  readonly settings: AttributeSettings;
  readonly signal: AbortSignal;
}

async function attributeOne(models: WorkerScorer, input: AttributeInput, asked: Asked): Promise<number> {
  const { flags, settings, signal } = asked;
  const identity = await models.identify(signal);
  const { name, target } = attributeTarget(input, flags, settings.beta, identity.referenceHash !== null);
  const session = await AttributionSession.open(models, { texts: input.texts, within: null, view: settings.view, target, seed: settings.seed }, signal);
  try {
    await runToEnd(session, asked);
    const probes = { texts: input.texts, target, seed: settings.seed, signal, ...settings.sensitivity };
    const sensitivity = settings.sensitivity && !signal.aborted ? await probeSensitivity(models, probes) : null;
    const place = { file: input.file === null ? null : path.normalize(input.file), row: input.row, pair: input.pair };
    print(attributionRecord(session, { ...place, ...recordSettings(name, settings, identity), sensitivity, interactions: flags.interactions === true, tokens: flags.tokens === true }), input, settings);
  } finally {
    session.close();
  }
  if (signal.aborted) process.stderr.write('preflens: interrupted; the figures are those of the evaluations so far\n');
  return signal.aborted ? exitStatus.interrupted : exitStatus.done;
}

async function runToEnd(session: AttributionSession, { settings, signal }: Asked): Promise<void> {
  const progress = new ProgressLine(process.stderr);
  try {
    for await (const { evaluations, forecast } of session.run({ ...settings.run, signal })) progress.show(`${String(evaluations)} of about ${String(forecast)} evaluations`);
  } finally {
    progress.clear();
  }
}

function print(record: AttributionRecord, { options }: AttributeInput, { format, top }: AttributeSettings): void {
  const width = Math.max(process.stdout.columns ?? 0, 80);
  process.stdout.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : attributionText(record, { top, width, options }));
}
