import { describe, expect, it } from 'vitest';

import { conventionNames } from '../../src/core/ports';
import { defaultScoringSettings } from '../../src/core/scoring/settings';
import { modelSettingKeys, scoringSettingKeys } from '../../src/editor/configuration/settingKeys';
import { inlineFigures } from '../../src/editor/figures/inlineFigure';
import { editorSources, manifest, settings } from './manifest';

const keys = Object.keys(settings);

describe('settings', () => {
  it.each(keys)('%s is described, scoped, ordered and has a default', (key) => {
    const setting = settings[key]!;
    expect(setting.markdownDescription ?? setting.description).toBeTruthy();
    expect(['machine', 'machine-overridable', 'window', 'resource']).toContain(setting.scope);
    expect(setting.order).toBeGreaterThan(0);
    expect(setting.default).toBeDefined();
    expect(setting.enumDescriptions?.length).toBe(setting.enum?.length);
  });

  it('are exactly those that the code reads', () => {
    const source = editorSources()['configuration/configuration.ts']!;
    const read = [...source.matchAll(/get\('([\w.]+)'\)/g)].map((match) => `preflens.${match[1]}`);
    const inline = [...(/inlineSchema = z\.object\(\{([^}]+)\}/.exec(source)?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)].map((match) => `preflens.inline.${match[1]}`);
    expect([...read, ...inline].sort()).toEqual([...keys].sort());
  });

  it('that ask for other figures or other models are declared', () => {
    expect([...modelSettingKeys, ...scoringSettingKeys].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('have the defaults and choices of the code', () => {
    expect(settings['preflens.beta']?.default).toBe(defaultScoringSettings.beta);
    expect(settings['preflens.labelSmoothing']?.default).toBe(defaultScoringSettings.labelSmoothing);
    expect(settings['preflens.simpo.beta']?.default).toBe(defaultScoringSettings.simpoBeta);
    expect(settings['preflens.simpo.gamma']?.default).toBe(defaultScoringSettings.simpoGamma);
    expect(settings['preflens.convention']?.enum).toEqual([...conventionNames]);
    expect(settings['preflens.inline.figure']?.enum).toEqual([...inlineFigures]);
  });

  it('that name files to load are restricted where the workspace is not trusted', () => {
    const naming = keys.filter((key) => key.startsWith('preflens.models.'));
    expect([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort()).toEqual(naming.sort());
  });
});
