import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

import type { AgentToolName } from '../../app/agents/agentToolInputs';
import type { ModelPair } from '../../engine/embeddedModels';
import { EditorAgentTools } from './editorAgentTools';

/** What the user reads while a tool runs, and before one that may keep the computer busy for long. */
export async function preparedInvocation(name: AgentToolName, input: object, models: ModelPair): Promise<vscode.PreparedToolInvocation> {
  const { file, row, code, scoring } = written(input);
  const invocationMessage = messageOf(name, path.basename(file), { row, code });
  if (scoring !== 'compute' || name === 'preflens_explainPair') return { invocationMessage };
  return { invocationMessage, confirmationMessages: await confirmation(file, models) };
}

/** Nothing is checked here: the call itself is. */
function written(input: object): { readonly file: string; readonly row: string; readonly code: string; readonly scoring: string } {
  const text = (name: string): string => {
    const value: unknown = Object.entries(input).find(([key]) => key === name)?.[1];
    return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longest) : '';
  };
  return { file: text('file'), row: text('row'), code: text('code'), scoring: text('scoring') };
}

const longest = 4096;

function messageOf(name: AgentToolName, file: string, { row, code }: { readonly row: string; readonly code: string }): string {
  switch (name) {
    case 'preflens_summarizeDataset':
      return vscode.l10n.t('Summarising {0}', file);
    case 'preflens_worstPairs':
      return vscode.l10n.t('Ranking the pairs of {0}', file);
    case 'preflens_explainPair':
      return vscode.l10n.t('Looking at row {0} of {1} with the local models', row, file);
    case 'preflens_explainFinding':
      return file === '' ? vscode.l10n.t('Looking up the finding {0}', code) : vscode.l10n.t('Looking for {0} in {1}', code, file);
  }
}

async function confirmation(file: string, { policy, reference }: ModelPair): Promise<vscode.LanguageModelToolConfirmationMessages> {
  const name = path.basename(file);
  const size = await sizeOf(file);
  const models = [policy, ...(reference === null ? [] : [reference])].map((folder) => path.basename(folder)).join(', ');
  const title = vscode.l10n.t('Score {0} with the local models?', name);
  const message =
    size === null
      ? vscode.l10n.t('The models {0} run on this computer for every pair of {1} that has no figures yet. For large files that takes minutes to hours. It can be cancelled; what was scored until then is kept.', models, name)
      : vscode.l10n.t('The models {0} run on this computer for every pair of {1} ({2} MB) that has no figures yet. For large files that takes minutes to hours. It can be cancelled; what was scored until then is kept.', models, name, size);
  return { title, message };
}

/** In megabytes; null where that cannot be told. */
async function sizeOf(file: string): Promise<string | null> {
  try {
    const { size } = await stat((await EditorAgentTools.locate(file, undefined)).path);
    return (size / 1e6).toFixed(1);
  } catch {
    return null;
  }
}
