/** Kinds of themes, as VS Code has them. */
export const themeKinds = ['light', 'dark', 'highContrast', 'highContrastLight'] as const;
export type ThemeKind = (typeof themeKinds)[number];

/**
 * The one scale for signed values, from far below zero (orange) to far above (blue): margins, rewards, coefficients, agreement. Contributed to VS Code as
 * `preflens.heat1` to `preflens.heat8`. Contrast with the ground grows from the middle to both ends, and steps stay apart for every kind of colour blindness.
 */
export const divergingScale: Readonly<Record<ThemeKind, readonly string[]>> = {
  light: ['#c2410c', '#e07a4b', '#eeb498', '#efdcd3', '#d6e0ec', '#a9c6e2', '#74a5d4', '#3f7fbf'],
  dark: ['#ff8a65', '#d4704b', '#96604c', '#594a45', '#43505e', '#4a6a8b', '#5689bd', '#64a8e8'],
  highContrast: ['#ffab91', '#f4784a', '#bf6f50', '#5c4a42', '#3d4c5c', '#4d86bf', '#64b5f6', '#90caf9'],
  highContrastLight: ['#b3340f', '#cc5a2b', '#b98067', '#cbb8ae', '#b2bfcc', '#7098bd', '#3f7ab3', '#0f5a9e'],
};

/** The one scale for magnitudes, from little to much: density, surprise, counts. Contributed to VS Code as `preflens.magnitude1` to `preflens.magnitude6`. */
export const magnitudeScale: Readonly<Record<ThemeKind, readonly string[]>> = {
  light: ['#e6e0f2', '#c7b8e3', '#9f86cc', '#8262b8', '#64429e', '#432376'],
  dark: ['#3a3350', '#54467a', '#7c67ad', '#9a82cf', '#baa5ea', '#ddd0fb'],
  highContrast: ['#3d3259', '#655391', '#8a73c2', '#a98fe6', '#c8b3fa', '#e9dfff'],
  highContrastLight: ['#d5c9ec', '#a78fd6', '#8466bf', '#6a48a6', '#4f2e8a', '#341566'],
};
