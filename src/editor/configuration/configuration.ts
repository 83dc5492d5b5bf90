import * as vscode from 'vscode';
import { z } from 'zod';

import { conventionNames } from '../../core/ports';
import { defaultScoringSettings, type ScoringSettings } from '../../core/scoring/settings';
import { inlineFigures } from '../figures/inlineFigure';
import { datasetRulesSchema } from './datasetRules';

const inlineSchema = z.object({
  enabled: z.boolean().catch(true),
  chips: z.boolean().catch(true),
  figure: z.enum(inlineFigures).catch('rewardMargin'),
  heat: z.boolean().catch(true),
  overviewRuler: z.boolean().catch(true),
  hover: z.boolean().catch(true),
  codeLens: z.enum(['all', 'current', 'none']).catch('current'),
  diagnostics: z.boolean().catch(true),
});
const findingsSchema = z.object({
  enabled: z.boolean().catch(true),
  automaticMegabytes: z.number().nonnegative().catch(200),
  maximalProblems: z.int().nonnegative().max(990).catch(200),
});

export type InlineConfiguration = Readonly<z.infer<typeof inlineSchema>>;

/** Each setting by itself falls back to its default: a typing mistake in one must not switch off the rest. */
const configurationSchema = z.object({
  models: z.object({ policy: z.string().catch(''), reference: z.string().catch(''), endpoint: z.string().catch(''), downloadFolder: z.string().catch('') }),
  convention: z.enum(conventionNames).catch('trl'),
  maxLength: z.int().positive().catch(1024),
  threads: z.int().nonnegative().catch(0),
  memoryMegabytes: z.int().nonnegative().catch(0),
  allFigures: z.boolean().catch(false),
  store: z.object({ maximalMegabytes: z.int().nonnegative().catch(1000), folder: z.string().catch('') }),
  scoring: z.object({
    beta: z.number().positive().catch(defaultScoringSettings.beta),
    labelSmoothing: z.number().min(0).lt(0.5).catch(defaultScoringSettings.labelSmoothing),
    simpoBeta: z.number().positive().catch(defaultScoringSettings.simpoBeta),
    simpoGamma: z.number().catch(defaultScoringSettings.simpoGamma),
  }),
  inline: inlineSchema,
  findings: findingsSchema,
  files: z.object({ split: z.string().catch(''), maximalUnpackedBytes: z.number().positive().catch(16).transform((size) => size * 1024 ** 3) }),
  followCursor: z.boolean().catch(true),
  datasets: datasetRulesSchema,
});

export type Configuration = Readonly<Omit<z.infer<typeof configurationSchema>, 'scoring'>> & { readonly scoring: ScoringSettings };

/** A snapshot of the settings, as they count for one file. */
export function readConfiguration(resource?: vscode.Uri): Configuration {
  const settings = vscode.workspace.getConfiguration('preflens', resource ?? null);
  const get = (key: string): unknown => settings.get(key);
  const inline = Object.fromEntries(Object.keys(inlineSchema.shape).map((key) => [key, get(`inline.${key}`)]));
  const read = configurationSchema.parse({
    models: { policy: get('models.policy'), reference: get('models.reference'), endpoint: get('models.endpoint'), downloadFolder: get('models.downloadFolder') },
    convention: get('convention'),
    maxLength: get('maxLength'),
    threads: get('engine.threads'),
    memoryMegabytes: get('engine.memory'),
    allFigures: get('engine.allFigures'),
    store: { maximalMegabytes: get('store.maximalMegabytes'), folder: get('store.folder') },
    scoring: {
      beta: get('beta'),
      labelSmoothing: get('labelSmoothing'),
      simpoBeta: get('simpo.beta'),
      simpoGamma: get('simpo.gamma'),
    },
    inline,
    findings: { enabled: get('findings.enabled'), automaticMegabytes: get('findings.automaticMegabytes'), maximalProblems: get('findings.maximalProblems') },
    files: { split: get('files.split'), maximalUnpackedBytes: get('files.maximalUnpackedSize') },
    followCursor: get('pairPanel.followCursor'),
    datasets: get('datasets'),
  });
  return { ...read, scoring: { ...defaultScoringSettings, ...read.scoring } };
}
