const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const width = 20;

/** A share of 0..1 as a bar of up to twenty characters, to an eighth of one. */
export function textBar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return `${'█'.repeat(Math.floor(eighths / 8))}${blocks[eighths % 8] ?? ''}`;
}
