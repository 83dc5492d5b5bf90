import { setImmediate } from 'node:timers/promises';

import type { ExportFindings } from '../../app/export/pairPicks';
import { lintDataset } from '../../app/lintDataset';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import { ContentHashes } from '../../core/edits/changeList/contentHashes';
import type { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import type { ExportChoices } from '../../core/export/exportChoices';
import type { FindingSettings } from '../../core/noise/config/findingSettings';
import type { FindingCode } from '../../core/noise/findingCodes';
import { InProcessProbeTrainer } from '../../core/noise/probe/inProcessProbeTrainer';
import { structuralCodes } from '../../core/noise/structural/structuralCodes';
import type { RowSource } from '../../core/ports';
import { defaultScoringSettings } from '../../core/scoring/settings';
import { contentHash } from '../../io/contentHash';
import { rowHash } from '../../io/rowHash';
import { installation } from '../installation';
import type { ProgressLine } from '../progressLine';
import { needsFindings, type ExportFlags } from './exportOptions';
import { lintChoices } from './lint/lintChoices';
import { lintConfigOf } from './lint/lintConfigOf';
import { withScorers } from './withScorers';

export interface FindingsInput {
  readonly file: string;
  /** With its changes, so that what is judged is what is written. */
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly choices: ExportChoices;
  readonly silenced: SilencedFindings;
  readonly progress: ProgressLine;
}

/** What linting finds in the data of an export, as `preflens lint` would; undefined where the choices name neither codes nor verdicts. */
export async function exportFindings(flags: ExportFlags, input: FindingsInput, signal: AbortSignal): Promise<ExportFindings | undefined> {
  if (!needsFindings(input.choices)) return undefined;
  const { config } = await lintConfigOf(input.file, flags.config);
  const needsModels = needsEvidence(input.choices);
  const choices = lintChoices(lintFlags(flags, needsModels), config, installation.root);
  return withScorers({ threads: flags.threads, memory: '0', store: true }, ({ scorers, store }) =>
    lintDataset(input.source, input.reader, {
      hash: contentHash,
      config: withCodes(choices.findings, [...input.choices.drop.codes, ...input.choices.swap.codes]),
      silences: new ContentHashes(input.silenced, rowHash),
      scorers: choices.modelSets.map((models) => scorers.get({ ...models, ...choices })),
      settings: { ...defaultScoringSettings, beta: choices.beta },
      store,
      ...(needsModels ? { probe: { trainer: new InProcessProbeTrainer(setImmediate) } } : {}),
      signal,
      turn: setImmediate,
      onProgress: ({ phase, rows }) => { input.progress.show(`${phase}: ${String(rows)} rows`); },
    }),
  );
}

/** What the maximal length does is known by the tokenizer alone. */
const measured: ReadonlySet<FindingCode> = new Set<FindingCode>(['truncated-empty', 'truncated-identical', 'truncated-response', 'prompt-too-long']);

/** Models are asked where a code or verdict rests on what they say; the texts alone tell the others, and what is unusable. */
function needsEvidence({ drop, swap, verdicts }: ExportChoices): boolean {
  const codes = [...drop.codes, ...swap.codes];
  const named = [...verdicts, ...drop.verdicts, ...swap.verdicts];
  return codes.some((code) => measured.has(code) || !Object.hasOwn(structuralCodes, code)) || named.some((verdict) => verdict !== 'unusable');
}

/** Flags that `preflens lint` would have; the configuration counts where the command line says nothing. */
function lintFlags({ policy, reference, convention, beta, maxLength, threads }: ExportFlags, models: boolean): Parameters<typeof lintChoices>[0] {
  const own = models ? { ...(policy === undefined ? {} : { policy }), ...(reference === undefined ? {} : { reference }) } : {};
  const given = { ...(convention === undefined ? {} : { convention }), ...(beta === undefined ? {} : { beta }), ...(maxLength === undefined ? {} : { maxLength }) };
  return { ...own, ...given, models, threads, memory: '0', store: true };
}

/** Named codes are on, and errors: of what is mere information only so many findings are kept. */
function withCodes(settings: FindingSettings, codes: readonly FindingCode[]): FindingSettings {
  return { ...settings, codes: { ...settings.codes, ...Object.fromEntries(codes.map((code) => [code, 'error'])) } };
}
