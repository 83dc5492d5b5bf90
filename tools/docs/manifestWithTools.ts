import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

import { agentToolDescriptions } from '../../src/app/agents/agentToolDescriptions';
import { agentToolInputs, agentToolNames, type AgentToolName } from '../../src/app/agents/agentToolInputs';

const looks: Readonly<Record<AgentToolName, { readonly toolReferenceName: string; readonly icon: string; readonly tags: readonly string[] }>> = {
  preflens_summarizeDataset: { toolReferenceName: 'preferenceSummary', icon: '$(graph)', tags: ['summary', 'lint', 'findings', 'label-noise'] },
  preflens_worstPairs: { toolReferenceName: 'worstPairs', icon: '$(arrow-down)', tags: ['implicit-reward', 'margin', 'label-noise'] },
  preflens_explainPair: { toolReferenceName: 'explainPair', icon: '$(open-preview)', tags: ['implicit-reward', 'ches', 'tokens'] },
  preflens_explainFinding: { toolReferenceName: 'explainFinding', icon: '$(question)', tags: ['findings', 'documentation'] },
};
const sharedTags = ['preflens', 'preference-data', 'rlhf', 'dpo'];

/** package.json with the tools for language models as the code has them: schemas and descriptions are written once. */
export function manifestWithTools(): string {
  const file = path.resolve(import.meta.dirname, '../../package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { contributes: Record<string, unknown> };
  manifest.contributes['languageModelTools'] = agentToolNames.map(declared);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function declared(name: AgentToolName): object {
  const { toolReferenceName, icon, tags } = looks[name];
  const key = name.replace('preflens_', 'tool.');
  return {
    name,
    toolReferenceName,
    displayName: `%${key}.displayName%`,
    userDescription: `%${key}.description%`,
    modelDescription: agentToolDescriptions[name],
    canBeReferencedInPrompt: true,
    icon,
    tags: [...sharedTags, ...tags],
    inputSchema: inputSchema(name),
  };
}

function inputSchema(name: AgentToolName): object {
  const { $schema: dialect, ...schema } = z.toJSONSchema(agentToolInputs[name], { target: 'draft-7', io: 'input', override: withoutMachineLimits });
  if (dialect === undefined) throw new Error('zod names no dialect any more');
  return schema;
}

/** zod states the range of exact integers, which helps no model. */
function withoutMachineLimits({ jsonSchema }: { readonly jsonSchema: { maximum?: number | undefined } }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
