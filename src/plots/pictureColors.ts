/** The custom properties that pictures are painted with. A page gives all of them: webview/common/pictures.css from VS Code's theme, the report from the vocabulary. */
export const pictureColors = {
  ink: 'var(--picture-ink)',
  muted: 'var(--picture-muted)',
  hairline: 'var(--picture-hairline)',
  background: 'var(--picture-background)',
  /** The ends of the diverging scale: below and above zero. */
  minus: 'var(--picture-diverging-1)',
  plus: 'var(--picture-diverging-8)',
  /** For magnitudes that are drawn as a length rather than by colour. */
  magnitude: 'var(--picture-magnitude-4)',
} as const;

/** Step 1 (far below zero) to 8 (far above). */
export function divergingColor(step: number): string {
  return `var(--picture-diverging-${String(step)})`;
}

/** Step 1 (little) to 6 (much). */
export function magnitudeColor(step: number): string {
  return `var(--picture-magnitude-${String(step)})`;
}
