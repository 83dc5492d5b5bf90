import { readdirSync } from 'node:fs';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { readRepositoryFile } from './manifest';
import { unextractableTexts } from './visibleTexts';

/** Attributes of elements that people read or hear. */
const spoken = new Set(['title', 'placeholder', 'alt', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext']);
const properties = new Set(['textContent', 'title', 'placeholder', 'label', 'explanation', 'sentence', 'text', 'hint', 'meaning']);

/** Literals with words that a page shows as they stand in the code: children and attributes of elements, and properties that hold texts. */
function literalTexts(name: string, source: string): readonly string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && hasWords(node)) found.push(`${name}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)} ${node.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) shownBy(node).forEach(add);
    if (ts.isPropertyAssignment(node) && (spoken.has(nameOf(node.name)) || properties.has(nameOf(node.name)))) add(node.initializer);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left) && properties.has(node.left.name.text)) add(node.right);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Children of elements, and values of attributes that are set. */
function shownBy({ expression, arguments: given }: ts.CallExpression): readonly ts.Expression[] {
  const called = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if (called === 'element') return given.slice(2);
  if (called === 'notice') return given.slice(1);
  if (called === 'createButton') return given.slice(0, 2);
  if (called === 'createDropdown' || called === 'section') return given.slice(0, 1);
  const [attribute, value] = given;
  return called === 'setAttribute' && attribute && value && ts.isStringLiteral(attribute) && spoken.has(attribute.text) ? [value] : [];
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
}

function hasWords(node: ts.StringLiteralLike | ts.TemplateExpression): boolean {
  const fixed = ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(' ') : node.text;
  return /\p{L}{2,}/u.test(fixed);
}

describe('texts of the pages', () => {
  const sources = readdirSync(inRepository('webview'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => [`webview/${name}`, readRepositoryFile(`webview/${name}`)] as const);

  it('go through the localisation', () => {
    expect(sources.flatMap(([name, source]) => literalTexts(name, source))).toEqual([]);
  });

  it('are written out, so that translators get them', () => {
    const others = sources.filter(([name]) => !/common.translated\.ts$/.test(name));
    expect(others.flatMap(([name, source]) => unextractableTexts(name, source).map(({ line, text }) => `${name}:${String(line)} ${text}`))).toEqual([]);
  });

  it.each([
    ["element('p', { class: 'muted' }, 'Nothing yet.')", 1],
    ["element('p', { 'aria-label': `Row ${row}` })", 1],
    ["button.setAttribute('aria-label', 'Close')", 1],
    ["heading.textContent = 'Row';", 1],
    ["createButton('Copy', l10n.t('Copy the figures'), copy)", 1],
    ["element('p', { class: 'muted note' }, l10n.t('Nothing yet.'), `${name}: `)", 0],
  ])('are found where they are not: %s', (source, count) => {
    expect(literalTexts('sample.ts', source)).toHaveLength(count);
  });
});
