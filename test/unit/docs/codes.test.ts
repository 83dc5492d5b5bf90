import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import type { UnreadableCode } from '../../../src/core/dataset/preferencePair';
import { textFeatureTable } from '../../../src/core/noise/features/textFeatureTable';
import { findingDocumentation } from '../../../src/core/noise/findingDocumentation';
import { findingCodes } from '../../../src/core/noise/findingCodes';
import type { EvaluationFailureCode } from '../../../src/core/ports';
import { lossNames } from '../../../src/core/scoring/lossNames';
import { pairScoreSchema } from '../../../src/core/scoring/pairScore';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const read = (name: string) => readFileSync(path.join(docs, name), 'utf8');

/** Records, so that a new code does not compile until it is listed here, and fails until it is documented. */
const unreadable: Record<UnreadableCode, true> = {
  'invalid-utf8': true,
  'invalid-json': true,
  'not-an-object': true,
  'missing-field': true,
  'wrong-type': true,
  'empty-conversation': true,
  'row-too-large': true,
  'invalid-record': true,
  'damaged-file': true,
};
const failures: Record<EvaluationFailureCode, true> = {
  'prompt-fills-max-length': true,
  'no-chat-template': true,
  'not-in-convention': true,
  'template-failed': true,
  'worker-crashed': true,
  'inference-failed': true,
};

describe('the documentation', () => {
  it.each([...Object.keys(findingCodes), ...Object.keys(unreadable), ...Object.keys(failures)])('explains the code %s', (code) => {
    expect(read('findings.md')).toContain(`| \`${code}\` |`);
  });

  it.each([...Object.keys(findingCodes), ...Object.keys(unreadable)])('has a place that links to %s reach', (code) => {
    expect(findingDocumentation(code)).toMatch(new RegExp(`#${code}$`));
    expect(read('findings.md').includes(`\n### ${code}\n`) || read('findings.md').includes(`<a id="${code}"></a>`)).toBe(true);
  });

  it.each(Object.entries(findingCodes))('gives the severity of %s', (code, { severity }) => {
    expect(read('findings.md')).toContain(`| \`${code}\` | ${severity} |`);
  });

  it.each(Object.entries(textFeatureTable))('explains the text feature %s', (name, { title, unit, explanation }) => {
    expect(read('probe.md')).toContain(`| \`${name}\` | ${title} | ${unit} | ${explanation} |`);
  });

  it.each(lossNames)('gives the formula of the loss %s', (name) => {
    expect(read('losses.md')).toContain(`| \`${name}\` |`);
  });

  it.each(Object.keys(pairScoreSchema.shape).filter((name) => !['row', 'line', 'chosen', 'rejected'].includes(name)))('explains the figure %s', (name) => {
    expect(`${read('figures.md')}${read('conventions.md')}`).toContain(`\`${name}\``);
  });
});
