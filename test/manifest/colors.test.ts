import { describe, expect, it } from 'vitest';

import { divergingScale, magnitudeScale, themeKinds } from '../../src/core/colors/colorVocabulary';
import { heatBucketCount } from '../../src/editor/figures/heatScale';
import { findInEditor, manifest } from './manifest';

const { colors } = manifest.contributes;
const ids = colors.map(({ id }) => id);

describe('colours', () => {
  it.each(colors.map(({ id, defaults }) => [id, defaults] as const))('%s has a value for each kind of theme', (_id, defaults) => {
    expect(Object.keys(defaults).sort()).toEqual(['dark', 'highContrast', 'highContrastLight', 'light']);
    // A colour of VS Code by name, or one of ours as hex.
    expect(Object.values(defaults).filter((value) => !/^#([0-9a-f]{6}|[0-9a-f]{8})$|^[a-z][A-Za-z]+(\.[A-Za-z]+)?$/.test(value))).toEqual([]);
  });

  it('are exactly those that the code paints with', () => {
    const heat = Array.from({ length: heatBucketCount }, (_, bucket) => `preflens.heat${bucket + 1}`);
    const chips = findInEditor(/'(preflens\.chip\.\w+)'/g);
    const attribution = ['minus', 'plus'].flatMap((sign) => [1, 2, 3].map((step) => `preflens.attribution.${sign}${String(step)}`));
    const magnitudes = magnitudeScale.light.map((_, step) => `preflens.magnitude${String(step + 1)}`);
    expect([...new Set([...chips, ...heat, ...magnitudes, ...attribution])].sort()).toEqual([...ids].sort());
  });

  it.each(themeKinds)('are those of the vocabulary for %s', (theme) => {
    const contributed = (name: string) => colors.filter(({ id }) => new RegExp(`^preflens\\.${name}\\d$`).test(id)).map(({ defaults }) => (defaults as Record<string, string>)[theme]);
    expect(contributed('heat')).toEqual(divergingScale[theme]);
    expect(contributed('magnitude')).toEqual(magnitudeScale[theme]);
  });
});
