import { describe, expect, it } from 'vitest';

import { pageHtml, pageTexts, textsElement } from '../../../../src/editor/webviews/pageHtml';

const parts = { cspSource: 'vscode-resource:', nonce: 'n0nce', script: 'vscode-resource:/pair.js', style: 'vscode-resource:/pairStyle.css' };
const hostile = { 'Chosen': '</script><script>alert(1)</script>', 'Rejected': '<!-- <script>', 'Pair': 'a\u2028b\u2029c & "quoted"' };

describe('the page of a view', () => {
  it('is English where there is no translation', () => {
    expect(pageTexts('de', undefined)).toBeNull();
    const html = pageHtml({ ...parts, texts: null });
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('holds the translation, and says its language', () => {
    const html = pageHtml({ ...parts, texts: pageTexts('pt-br', { Chosen: 'Escolhida' }) });
    expect(html).toContain('<html lang="pt-BR">');
    expect(html.indexOf('Escolhida')).toBeLessThan(html.indexOf('pair.js'));
  });

  it('is English where the language is no language tag', () => {
    expect(pageTexts('"><script>', { Chosen: 'x' })).toBeNull();
  });

  it('keeps its policy, whatever a translation says', () => {
    const policyOf = (html: string) => /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    expect(policyOf(pageHtml({ ...parts, texts: pageTexts('de', hostile) }))).toBe(policyOf(pageHtml({ ...parts, texts: null })));
  });

  it('lets no text of a translation become markup', () => {
    const element = textsElement(pageTexts('de', hostile));
    const inner = element.slice(element.indexOf('>') + 1, element.lastIndexOf('</script>'));
    expect(inner).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(inner)).toEqual({ language: 'de', bundle: hostile });
  });
});
