import { characterKinds } from '../characterScan';
import { firstMojibake } from '../mojibake';
import type { SideView } from '../pairView';
import { codeName, quoted } from '../quoted';
import type { Report, StructuralCheck } from '../structuralCheck';
import { sideName } from '../sideName';

interface CharacterRule {
  readonly code: 'replacement-character' | 'control-character' | 'hidden-text' | 'invisible-character';
  readonly kind: number;
  readonly pattern: RegExp;
  readonly what: string;
}

const rules: readonly CharacterRule[] = [
  { code: 'replacement-character', kind: characterKinds.replacement, pattern: /[\uFFFD\p{Cs}]/gu, what: 'replacement character' },
  { code: 'control-character', kind: characterKinds.control, pattern: /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g, what: 'control character' },
  { code: 'hidden-text', kind: characterKinds.hidden, pattern: /[\u202A\u202B\u202D\u202E\u2066\u2067\u{E0000}-\u{E007F}]/gu, what: 'character that hides or reorders text' },
  { code: 'invisible-character', kind: characterKinds.invisible, pattern: /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF]/g, what: 'invisible character' },
];

/** Characters that no writer meant, and characters that came out of a wrong decoder. */
export const encodingDamage: StructuralCheck = {
  codes: ['mojibake', ...rules.map(({ code }) => code)],
  run: ({ sides }, report) => {
    for (const side of sides) {
      const isMisread = (side.kinds & characterKinds.nonAscii) !== 0 && checkMojibake(side, report);
      for (const rule of rules) {
        // Bytes 80 to 9F of misread UTF-8 are controls of Latin-1: one damage, one finding.
        if ((side.kinds & rule.kind) !== 0 && !(isMisread && rule.code === 'control-character')) checkCharacters(side, rule, report);
      }
    }
  },
};

function checkCharacters(view: SideView, { code, pattern, what }: CharacterRule, report: Report): void {
  const found = [...view.text.matchAll(pattern)];
  const [first] = found;
  if (first === undefined) return;
  const count = found.length;
  const name = codeName(first[0]);
  report(code, `${sideName(view.side)} holds ${count === 1 ? `a ${what}` : `${String(count)} ${what}s`} (${name}).`, { side: view.side, character: name, count, start: first.index, end: first.index + first[0].length });
}

function checkMojibake(view: SideView, report: Report): boolean {
  const found = firstMojibake(view.text);
  if (found === undefined) return false;
  const { start, end, meant } = found;
  const message = `${sideName(view.side)} was read in the wrong encoding: ${quoted(view.text, start, end)} stands for ${quoted(meant)}.`;
  report('mojibake', message, { side: view.side, start, end, meant: quoted(meant) });
  return true;
}
