import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';

import { lintConfigFileName } from '../../src/core/noise/config/lintConfig';
import { parseLintConfig } from '../../src/core/noise/config/parseLintConfig';
import { findingCodes } from '../../src/core/noise/findingCodes';
import { manifest, readRepositoryFile } from './manifest';

interface CodeEntry {
  readonly description: string;
  readonly default: string;
}

const [contribution] = manifest.contributes.jsonValidation;
const schema = JSON.parse(readRepositoryFile(contribution?.url ?? '')) as { readonly properties: { readonly codes: { readonly properties: Readonly<Record<string, CodeEntry>> } } };

describe('preflens.config.json in the editor', () => {
  it('has a schema, and comments in it are no mistake', () => {
    expect(contribution?.fileMatch).toBe(lintConfigFileName);
    expect(manifest.contributes.languages).toContainEqual({ id: 'jsonc', filenames: [lintConfigFileName] });
  });

  it('completes and explains every code', () => {
    const entries = schema.properties.codes.properties;
    expect(Object.keys(entries)).toEqual(Object.keys(findingCodes));
    for (const [code, { explanation, severity }] of Object.entries(findingCodes)) {
      expect(entries[code]?.description).toContain(explanation);
      expect(entries[code]?.default).toBe(severity);
    }
  });

  const validate = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);

  it.each([
    [true, '{}'],
    [true, '{ "$schema": "x", "root": true, "ignore": ["a"], "codes": { "empty-chosen": "off", "empty-rejected": "on" } }'],
    [true, '{ "models": "embedded" }'],
    [true, '{ "models": [{ "policy": "a", "reference": "none" }], "convention": "trl", "beta": 0.1, "maxLength": 1, "failOn": "never", "maxNoise": 1 }'],
    [true, '{ "overrides": [{ "files": ["*.csv"], "codes": { "empty-chosen": "information" } }] }'],
    [false, '{ "codes": { "no-such": "off" } }'],
    [false, '{ "codes": { "empty-chosen": "fatal" } }'],
    [false, '{ "beta": 0 }'],
    [false, '{ "maxLength": 1.5 }'],
    [false, '{ "maxNoise": 1.1 }'],
    [false, '{ "models": { "polcy": "a" } }'],
    [false, '{ "models": [] }'],
    [false, '{ "ignore": [] }'],
    [false, '{ "overrides": [{}] }'],
    [false, '{ "overrides": [{ "files": ["a"], "ignore": ["b"] }] }'],
    [false, '[]'],
  ])('%s: %s, for the editor as for the command line', (isRight, text) => {
    expect([validate(JSON.parse(text)), parseLintConfig(text).kind === 'config']).toEqual([isRight, isRight]);
  });
});
