import * as l10n from '@vscode/l10n';

const names: Readonly<Record<number, string>> = {
  0x00: l10n.t('null'), 0x07: l10n.t('bell'), 0x08: l10n.t('backspace'), 0x0b: l10n.t('vertical tab'), 0x0c: l10n.t('form feed'), 0x0d: l10n.t('carriage return'),
  0x1b: l10n.t('escape'), 0x7f: l10n.t('delete'), 0xa0: l10n.t('no-break space'), 0xad: l10n.t('soft hyphen'), 0x61c: l10n.t('Arabic letter mark'),
  0x200b: l10n.t('zero-width space'), 0x200c: l10n.t('zero-width non-joiner'), 0x200d: l10n.t('zero-width joiner'), 0x200e: l10n.t('left-to-right mark'),
  0x200f: l10n.t('right-to-left mark'), 0x2028: l10n.t('line separator'), 0x2029: l10n.t('paragraph separator'), 0x202a: l10n.t('left-to-right embedding'),
  0x202b: l10n.t('right-to-left embedding'), 0x202c: l10n.t('pop directional formatting'), 0x202d: l10n.t('left-to-right override'),
  0x202e: l10n.t('right-to-left override'), 0x202f: l10n.t('narrow no-break space'), 0x2060: l10n.t('word joiner'), 0x2066: l10n.t('left-to-right isolate'),
  0x2067: l10n.t('right-to-left isolate'), 0x2068: l10n.t('first strong isolate'), 0x2069: l10n.t('pop directional isolate'),
  0xfeff: l10n.t('byte order mark'),
};

/** `U+202E right-to-left override`; without a name where none is known. */
export function characterName(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[codePoint] ?? groupName(codePoint);
  return name === '' ? code : `${code} ${name}`;
}

function groupName(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return l10n.t('lone surrogate');
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) return l10n.t('tag character');
  if ((codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)) return l10n.t('variation selector');
  return codePoint < 0x20 || (codePoint >= 0x80 && codePoint < 0xa0) ? l10n.t('control character') : '';
}
