import { describe, expect, it } from 'vitest';

import { defaultFindingSettings } from '../../../../src/core/noise/config/findingSettings';
import type { LintConfigFile } from '../../../../src/core/noise/config/lintConfig';
import { matchesGlob } from '../../../../src/core/noise/config/matchesGlob';
import { matchesPatterns } from '../../../../src/core/noise/config/matchesPatterns';
import { defaultLintConfig, mergeLintConfigs } from '../../../../src/core/noise/config/mergeLintConfigs';
import { findingCodes } from '../../../../src/core/noise/findingCodes';

const layer = (relative: string, config: LintConfigFile) => ({ config, matches: (patterns: readonly string[]) => matchesPatterns(relative, patterns) });

describe('several configurations', () => {
  it('without any the tables count', () => {
    expect(mergeLintConfigs([])).toEqual(defaultLintConfig);
    expect(defaultFindingSettings.codes['duplicate-pair']).toBe(findingCodes['duplicate-pair'].severity);
  });

  it('the nearer wins, entry by entry; "on" brings the severity of the table back', () => {
    const far = layer('data/a.jsonl', { codes: { 'duplicate-pair': 'off', 'empty-rejected': 'error' }, beta: 0.2, maxNoise: 0.1 });
    const near = layer('a.jsonl', { codes: { 'duplicate-pair': 'on' }, beta: 0.3 });
    const merged = mergeLintConfigs([near, far]);
    expect(merged.findings.codes).toMatchObject({ 'duplicate-pair': findingCodes['duplicate-pair'].severity, 'empty-rejected': 'error' });
    expect([merged.beta, merged.maxNoise, merged.maxLength]).toEqual([0.3, 0.1, null]);
  });

  it('an override counts for its files; of several the later; below a nearer file', () => {
    const config: LintConfigFile = {
      beta: 0.1,
      overrides: [
        { files: ['*.csv'], beta: 0.2, codes: { 'empty-chosen': 'off' } },
        { files: ['eval/**', '!eval/kept.csv'], beta: 0.3 },
      ],
    };
    const betaOf = (relative: string) => mergeLintConfigs([layer(relative, config)]).beta;
    expect(['a.jsonl', 'x/a.csv', 'eval/a.csv', 'eval/kept.csv'].map(betaOf)).toEqual([0.1, 0.2, 0.3, 0.2]);
    expect(mergeLintConfigs([layer('a.csv', { beta: 0.9 }), layer('x/a.csv', config)])).toMatchObject({ beta: 0.9, findings: { codes: { 'empty-chosen': 'off' } } });
  });

  it('a file is ignored by the nearest list that speaks of it', () => {
    const far = layer('data/old/a.jsonl', { ignore: ['data/old'] });
    expect(mergeLintConfigs([far]).isIgnored).toBe(true);
    expect(mergeLintConfigs([layer('old/a.jsonl', { ignore: ['!a.jsonl'] }), far]).isIgnored).toBe(false);
    expect(mergeLintConfigs([layer('old/a.jsonl', { ignore: ['b.jsonl'] }), far]).isIgnored).toBe(true);
  });
});

describe('patterns of files', () => {
  it.each([
    ['a.jsonl', '*.jsonl', true],
    ['deep/down/a.jsonl', '*.jsonl', true],
    ['a.jsonl', './a.jsonl', true],
    ['x/a.jsonl', '/a.jsonl', false],
    ['x/a.jsonl', 'x/*.jsonl', true],
    ['x/y/a.jsonl', 'x/*.jsonl', false],
    ['x/y/a.jsonl', 'x/**/*.jsonl', true],
    ['x/a.jsonl', 'x/**/*.jsonl', true],
    ['x/y/a.jsonl', 'x', true],
    ['x/y/a.jsonl', 'y/', true],
    ['y', 'y/', false],
    ['x/y/a.jsonl', 'x/y/**', true],
    ['train-00001.jsonl', 'train-?????.jsonl', true],
    ['train-0001.jsonl', 'train-?????.jsonl', false],
    ['a.jsonl.bak', '*.jsonl', false],
    ['(a).jsonl', '(a).jsonl', true],
    ['a+b[1].jsonl', 'a+b[1].jsonl', true],
    ['日本/é.jsonl', '日本/?.jsonl', true],
  ])('%s by %s: %s', (relative, pattern, expected) => {
    expect(matchesPatterns(relative, [pattern])).toBe(expected ? true : undefined);
  });

  it('ends soon for patterns made to take for ever', () => {
    expect(matchesGlob('a'.repeat(250), `${'*a'.repeat(120)}*b`)).toBe(false);
    expect(matchesGlob('a/'.repeat(120), `${'**/a/'.repeat(50)}b`)).toBe(false);
  });
});
