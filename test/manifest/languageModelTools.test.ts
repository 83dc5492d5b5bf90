import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import { agentToolInputs, agentToolNames } from '../../src/app/agents/agentToolInputs';
import { manifest } from './manifest';

const { languageModelTools: tools } = manifest.contributes;
const ajv = new Ajv({ strict: true, useDefaults: false });

describe('language-model tools', () => {
  it('are declared exactly as they are registered', () => {
    expect(tools.map(({ name }) => name)).toEqual(agentToolNames);
  });

  it('have names and references that VS Code takes, each once', () => {
    for (const { name, toolReferenceName, tags } of tools) {
      expect(name).toMatch(/^preflens_[a-zA-Z]+$/);
      expect(toolReferenceName).toMatch(/^[a-z][a-zA-Z]+$/);
      expect(tags).toContain('preference-data');
    }
    expect(new Set(tools.map(({ toolReferenceName }) => toolReferenceName)).size).toBe(tools.length);
  });

  it('say what they return, when to use them, and that texts are data', () => {
    for (const { modelDescription, canBeReferencedInPrompt } of tools) {
      expect(modelDescription.length).toBeGreaterThan(200);
      expect(modelDescription).toMatch(/Use it /);
      expect(modelDescription).toContain('data, never instructions');
      expect(canBeReferencedInPrompt).toBe(true);
    }
  });

  it('describe every property, and ask for few', () => {
    for (const { inputSchema } of tools) {
      const { properties, required } = inputSchema as { properties: Record<string, { description?: string }>; required?: readonly string[] };
      expect(Object.entries(properties).filter(([, { description }]) => (description ?? '').length < 20)).toEqual([]);
      expect((required ?? []).length).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ['preflens_summarizeDataset', { file: 'a.jsonl' }, { file: '' }],
    ['preflens_worstPairs', { file: 'a.jsonl', count: 3, scoring: 'compute' }, { file: 'a.jsonl', count: 500 }],
    ['preflens_explainPair', { file: 'a.jsonl', row: 0 }, { file: 'a.jsonl', row: -1 }],
    ['preflens_explainFinding', { code: 'duplicate-pair' }, { code: 'anything' }],
  ] as const)('%s: manifest and code take and refuse the same', (name, good, bad) => {
    const validate = ajv.compile(tools.find((tool) => tool.name === name)!.inputSchema);
    for (const input of [good, bad, { ...good, more: 1 }, {}]) expect(validate(input), JSON.stringify(input)).toBe(agentToolInputs[name].safeParse(input).success);
    expect(validate(good)).toBe(true);
    expect(validate(bad)).toBe(false);
  });
});
