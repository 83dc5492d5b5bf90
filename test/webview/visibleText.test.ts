import { describe, expect, it } from 'vitest';

import { visiblePieces } from '../../webview/common/visibleText';

const shown = (text: string): string[] => visiblePieces(text).map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.kind} ${piece.label}]`));

describe('visible text', () => {
  it('leaves ordinary text whole, in any script', () => {
    for (const text of ['plain <b>text</b>', 'Ünïcødé', '日本語のテキスト', 'שלום', 'مرحبا', '٠١٢', '🎉🇬🇧']) expect(shown(text)).toEqual([text]);
  });

  it('marks line breaks and tabs', () => {
    expect(shown('a\n\tb')).toEqual(['a', '[newline line break]', '[tab tab]', 'b']);
  });

  it('spells out characters that turn text round', () => {
    expect(shown('user\u202Egnp.exe')).toEqual(['user', '[escape U+202E right-to-left override]', 'gnp.exe']);
    for (const character of '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069') {
      expect(visiblePieces(character)[0]?.kind, character.codePointAt(0)?.toString(16)).toBe('escape');
    }
  });

  it('spells out characters that hide', () => {
    for (const character of ['\u0000', '\u001B', '\u007F', '\u0085', '\u00AD', '\u200B', '\u2028', '\u2060', '\uFEFF', '\uD800', '\uDC00', '\u{E0041}', '\u3164']) {
      expect(visiblePieces(character)[0]?.kind, character.codePointAt(0)?.toString(16)).toBe('escape');
    }
  });

  it('keeps joiners where they do honest work', () => {
    for (const text of ['👩\u200D👩\u200D👧', '👍🏽\u200D🚀', '❤\uFE0F', 'می\u200Cخواهم', 'क\u200Dष']) expect(shown(text)).toEqual([text]);
  });

  it('shows joiners everywhere else', () => {
    expect(shown('pass\u200Dword')).toEqual(['pass', '[escape U+200D zero-width joiner]', 'word']);
    expect(shown('a\uFE01\uFE01')).toEqual(['a', '[escape U+FE01 variation selector]', '[escape U+FE01 variation selector]']);
  });

  it('judges a joiner by its neighbours even when it stands alone in its token', () => {
    const text = '👩\u200D👧';
    expect(visiblePieces(text, 2, 3).map((piece) => piece.kind)).toEqual(['text']);
  });

  it('loses nothing', () => {
    const text = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
    expect(visiblePieces(text).map((piece) => piece.text).join('')).toBe(text);
  });
});
