import { describe, expect, it } from 'vitest';

import { closestName } from '../../../../src/core/noise/config/closestName';
import { parseLintConfig } from '../../../../src/core/noise/config/parseLintConfig';

function issues(text: string): readonly string[] {
  const parsed = parseLintConfig(text);
  return parsed.kind === 'refused' ? parsed.issues.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`) : [];
}

describe('preflens.config.json', () => {
  it('may have comments, trailing commas and a schema', () => {
    const text = `{
      "$schema": "./schema.json", // for editors
      "root": true,
      /* wanted in our own files only */
      "codes": { "empty-rejected": "error", "duplicate-pair": "off", },
      "models": [{ "policy": "m/a" }, { "policy": "m/b", "reference": "none" }],
      "overrides": [{ "files": ["*.csv"], "beta": 0.5, "codes": { "duplicate-pair": "on" } }],
    }`;
    expect(parseLintConfig(text)).toMatchObject({
      kind: 'config',
      config: { root: true, codes: { 'empty-rejected': 'error', 'duplicate-pair': 'off' }, overrides: [{ beta: 0.5 }] },
    });
  });

  it.each([
    ['a mistyped code', '{\n  "codes": {\n    "duplicate-pairs": "off"\n  }\n}', '3:5 Unknown code "duplicate-pairs"; did you mean "duplicate-pair"?'],
    ['a mistyped setting', '{ "code": {} }', '1:3 Unknown setting "code"; did you mean "codes"?'],
    ['a mistyped severity', '{ "codes": { "empty-chosen": "eror" } }', '1:30 "codes.empty-chosen" takes "off", "on", "error", "warning" or "information" (did you mean "error"?), not "eror".'],
    ['a setting that is nothing like any', '{ "xyzzy": 1 }', /^1:3 Unknown setting "xyzzy"; there are \$schema, root, ignore, codes/],
    ['a mistyped setting of a model', '{ "models": { "polcy": "x" } }', '1:15 Unknown setting "polcy"; did you mean "policy"?'],
    ['models that are none', '{ "models": 3 }', /^1:13 "models" takes "embedded", "none", an object .+, not 3\.$/],
    ['a number out of range', '{ "maxNoise": 12 }', '1:15 "maxNoise" takes a share from 0 to 1, not 12.'],
    ['a text for a number', '{ "beta": "0.1" }', '1:11 "beta" takes a number above 0, not "0.1".'],
    ['an override without files', '{ "overrides": [{}] }', /^1:17 "files" is missing here/],
    ['a comma too few', '{ "root": true\n  "beta": 1 }', '2:3 A comma is expected here.'],
    ['a file that is cut off', '{ "codes": {', /closing brace/],
    ['an empty file', ' \n', '1:1 The file is empty; write at least {}.'],
    ['a comment alone', '// nothing yet', /value is expected|holds no setting/],
    ['a list', '[]', '1:1 The file takes an object, not a list.'],
    ['a name twice', '{ "codes": {}, "codes": {} }', /^1:16 "codes" stands here twice/],
    ['the prototype', '{ "__proto__": { "root": true } }', /^1:3 Unknown setting "__proto__"/],
    ['a very long name', `{ "${'x'.repeat(100_000)}": 1 }`, /^1:3 Unknown setting "x{40}…"/],
  ])('answers %s with its place and what to do', (_, text, expected) => {
    const [first = ''] = issues(text);
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it('names all that is wrong, in the order of the file', () => {
    const found = issues('{\n"beta": 0,\n"maxLength": 1.5,\n"codes": { "x-y-z": "off" },\n"ignore": [""]\n}');
    expect(found.map((issue) => issue.split(':')[0])).toEqual(['2', '3', '4', '5']);
  });

  it('survives brackets without end', () => {
    expect(issues('['.repeat(500_000))).toEqual([expect.stringMatching(/levels of brackets/)]);
    expect(issues('{"a":'.repeat(200_000))).toEqual([expect.stringMatching(/levels of brackets/)]);
  });
});

it.each([
  ['duplicat-pair', 'duplicate-pair'],
  ['dupilcate-pair', 'duplicate-pair'],
  ['DUPLICATE-PAIR', 'duplicate-pair'],
  ['pair', undefined],
  ['', undefined],
])('%j is nearest to %j', (word, name) => {
  expect(closestName(word, ['duplicate-pair', 'empty-chosen', 'contradictory-pair'])).toBe(name);
});
