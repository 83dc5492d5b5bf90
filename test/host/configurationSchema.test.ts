import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { findingCodes } from '../../src/core/noise/findingCodes';
import { closeAll, open, preflens, until, withText } from './support';

/** What VS Code's own JSON support makes of the schema that Preflens contributes. */
describe('preflens.config.json as it is typed', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  const written = (name: string, text: string) => open(withText(`typed-${name}/preflens.config.json`, text));
  const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label).replaceAll('"', '');

  async function completions(editor: vscode.TextEditor, behind: string): Promise<readonly vscode.CompletionItem[]> {
    const { document } = editor;
    const place = document.positionAt(document.getText().indexOf(behind) + behind.length);
    let items: readonly vscode.CompletionItem[] = [];
    await until('completions are offered', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place, undefined, 100);
      ({ items } = list);
      return items.length > 0;
    });
    return items;
  }

  it('is completed by the codes there are, each with what it means', async () => {
    const items = await completions(await written('codes', '{\n  "codes": { "" }\n}\n'), '"codes": { "');
    assert.deepEqual(Object.keys(findingCodes).filter((code) => !items.some((item) => labelOf(item) === code)), []);
    const identical = items.find((item) => labelOf(item) === 'identical-responses')!;
    const { documentation } = identical;
    assert.match(typeof documentation === 'string' ? documentation : (documentation?.value ?? ''), /same text/);
  });

  it('is completed by the severities a code may have', async () => {
    const items = await completions(await written('severities', '{\n  "codes": { "identical-responses": "" }\n}\n'), '"identical-responses": "');
    assert.deepEqual(['error', 'information', 'off', 'on', 'warning'].filter((severity) => !items.some((item) => labelOf(item) === severity)), []);
  });

  it('shows where a value, a code or a name is none', async () => {
    const editor = await written('faults', '{\n  "codes": {\n    "identical-responses": "loud",\n    "no-such-code": "off"\n  },\n  "cods": {}\n}\n');
    const lines = () => vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source !== 'preflens').map(({ range }) => range.start.line);
    await until('the faults are shown', () => [2, 3, 5].every((line) => lines().includes(line)));
    const mended = '{\n  "codes": {\n    "identical-responses": "warning"\n  }\n}\n';
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), mended));
    await until('nothing is shown any more', () => lines().length === 0);
    await editor.document.save();
  });
});
