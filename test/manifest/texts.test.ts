import { describe, expect, it } from 'vitest';

import { editorSources, manifest, readRepositoryFile, texts } from './manifest';
import { unextractableTexts, untranslatedTexts } from './visibleTexts';

/** Every text of the manifest that a user reads. */
function visibleTexts(): string[] {
  const { contributes, capabilities } = manifest;
  return [
    manifest.displayName,
    manifest.description,
    capabilities.untrustedWorkspaces.description,
    capabilities.virtualWorkspaces.description,
    ...contributes.commands.flatMap(({ category, title }) => [category, title]),
    ...Object.values(contributes.viewsContainers).flat().map(({ title }) => title),
    ...Object.values(contributes.views).flat().flatMap(({ name, contextualTitle }) => [name, contextualTitle]),
    ...contributes.viewsWelcome.map(({ contents }) => contents),
    ...contributes.languageModelTools.flatMap(({ displayName, userDescription }) => [displayName, userDescription]),
    ...contributes.customEditors.map(({ displayName }) => displayName),
    ...contributes.configuration.map(({ title }) => title),
    ...contributes.configuration.flatMap(({ properties }) => Object.values(properties)).flatMap((setting) => [
      setting.markdownDescription ?? setting.description ?? '',
      ...(setting.enumDescriptions ?? []),
    ]),
    ...contributes.colors.map(({ description }) => description),
    ...contributes.walkthroughs.flatMap(({ title, description, steps }) => [
      title,
      description,
      ...steps.flatMap((step) => [step.title, step.description, step.media.altText]),
    ]),
  ];
}

describe('texts of the manifest', () => {
  const used = [...readRepositoryFile('package.json').matchAll(/"%([^"%]+)%"/g)].map((match) => match[1] ?? '');

  it('are all kept in package.nls.json', () => {
    expect(visibleTexts().filter((text) => !/^%[\w.]+%$/.test(text))).toEqual([]);
  });

  it('exist for every key that is used', () => {
    expect(used.filter((key) => !texts[key])).toEqual([]);
  });

  it('are all used', () => {
    expect(Object.keys(texts).filter((key) => !used.includes(key))).toEqual([]);
  });

  it('are sentences that end where sentences end', () => {
    const sentences = Object.entries(texts).filter(([key]) => key.startsWith('setting.') || key.startsWith('color.'));
    expect(sentences.filter(([, text]) => !text.endsWith('.'))).toEqual([]);
  });
});

describe('texts of the code', () => {
  // What language models read is not localised; threads have no VS Code to ask.
  const sources = Object.entries(editorSources()).filter(([name]) => !/^agents|^attribution.thread/.test(name));
  const listed = (find: typeof untranslatedTexts) => sources.flatMap(([name, source]) => find(name, source).map(({ line, text }) => `src/editor/${name}:${String(line)} ${text}`));

  it('that people see go through the localisation of VS Code', () => {
    expect(listed(untranslatedTexts)).toEqual([]);
  });

  it('that are localised are written out, so that translators get them', () => {
    expect(listed(unextractableTexts)).toEqual([]);
  });

  it.each([
    ["vscode.window.showErrorMessage('It failed.')", ["'It failed.'"]],
    ['vscode.window.showErrorMessage(`Row ${row} failed.`, l10n.t("Retry"), "Stop")', ['`Row ${row} failed.`', '"Stop"']],
    ["const text = 'It failed.';\nitem.tooltip = ok ? vscode.l10n.t('Fine.') : text;", ["'It failed.'"]],
    ["pick([{ label: '$(gear) ' + 'Choose', id: 'choose' }])", ["'Choose'"]],
    ["item.text = `$(beaker) ${count}`; item.command = 'preflens.scoreDataset';", []],
    ["new vscode.MarkdownString(['A row', line].join('\\n'))", ["'A row'"]],
  ])('are found where they are not: %s', (source, expected) => {
    expect(untranslatedTexts('sample.ts', source).map(({ text }) => text)).toEqual(expected);
  });
});
