import { type Color, differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, parse, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';

import { divergingScale, magnitudeScale, themeKinds, type ThemeKind } from '../../../src/core/colors/colorVocabulary';

/** What lies behind in VS Code's own themes. */
const grounds: Readonly<Record<ThemeKind, string>> = { light: '#ffffff', dark: '#1f1f1f', highContrast: '#000000', highContrastLight: '#ffffff' };

/** How people see: simulated by the matrices of Machado, Oliveira and Fernandes (2009) at full severity. */
const sights: Readonly<Record<string, (color: Color) => Color>> = {
  'full colour vision': (color) => color,
  deuteranopia: filterDeficiencyDeuter(1),
  protanopia: filterDeficiencyProt(1),
  tritanopia: filterDeficiencyTrit(1),
};

const difference = differenceCiede2000();
/** A difference of 2 to 3 is just noticed side by side. */
const apart = 5;
const clearlyApart = 10;
/** WCAG 2.2, 1.4.11: what is needed to understand a drawing. */
const graphical = 3;

const cases = themeKinds.flatMap((theme) => Object.keys(sights).map((sight) => [theme, sight] as const));

function contrastsOf(scale: readonly string[], theme: ThemeKind): number[] {
  return scale.map((color) => wcagContrast(color, grounds[theme]));
}

describe('the diverging scale', () => {
  it.each(cases)('%s: keeps its steps, and above and below zero, apart with %s', (theme, sight) => {
    const seen = divergingScale[theme].map((color) => sights[sight]!(parse(color)!));
    const steps = seen.slice(1).map((color, index) => difference(color, seen[index]!));
    const mirrored = [0, 1, 2, 3].map((index) => difference(seen[index]!, seen[7 - index]!));
    expect(Math.min(...steps)).toBeGreaterThan(apart);
    expect(Math.min(...mirrored)).toBeGreaterThan(clearlyApart);
  });

  it.each(themeKinds)('%s: contrast grows towards both ends, which stand out from the ground', (theme) => {
    const contrasts = contrastsOf(divergingScale[theme], theme);
    expect(contrasts.slice(0, 4)).toEqual(contrasts.slice(0, 4).sort((a, b) => b - a));
    expect(contrasts.slice(4)).toEqual(contrasts.slice(4).sort((a, b) => a - b));
    expect(Math.min(contrasts[0]!, contrasts[7]!)).toBeGreaterThan(graphical);
  });
});

describe('the scale of magnitudes', () => {
  it.each(cases)('%s: keeps its steps apart with %s', (theme, sight) => {
    const seen = magnitudeScale[theme].map((color) => sights[sight]!(parse(color)!));
    expect(Math.min(...seen.slice(1).map((color, index) => difference(color, seen[index]!)))).toBeGreaterThan(apart);
  });

  it.each(themeKinds)('%s: more is more contrast, so that it reads without any colour; from the third step on it stands alone', (theme) => {
    const contrasts = contrastsOf(magnitudeScale[theme], theme);
    expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
    expect(contrasts[2]).toBeGreaterThan(graphical);
  });
});
