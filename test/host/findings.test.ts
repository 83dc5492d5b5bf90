import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';

import type { FindingNode } from '../../src/editor/findings/tree/findingNodes';
import { closeAll, open, preflens, until, withSettings, withText, writeDataset } from './support';

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
const problems = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'preflens');
const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
const beside = (uri: vscode.Uri, suffix: string) => `${uri.fsPath}.preflens-${suffix}.jsonl`;

/** What is found in these has no need of a model, and of nothing else in the file. */
const contradiction = [row('Is water wet?', 'Yes, it is wet.', 'No, it is dry.'), row('Is water wet?', 'No, it is dry.', 'Yes, it is wet.')];
const clean = (index: number) => row(`What is ${index} plus ${index}?`, `It is ${index * 2}, of course.`, `I would say it is ${index * 2 + 1}.`);
const identical = (index: number) => row(`Say something about number ${index}.`, `Number ${index} is a number.`, `Number ${index} is a number.`);

async function lookedThrough(uri: vscode.Uri): Promise<void> {
  const inspection = await preflens();
  await until('the file was looked through', () => inspection.findings(uri) !== null && !inspection.isLookingForFindings(uri));
}

async function quickFixes(uri: vscode.Uri, line: number): Promise<vscode.CodeAction[]> {
  const range = new vscode.Range(line, 0, line, 5);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, vscode.CodeActionKind.QuickFix.value);
  return actions.filter(({ command }) => command?.command.startsWith('preflens.'));
}

async function run(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.command, 'there is such a fix');
  await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

describe('findings as problems', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  it('stand on the field that matters, with their code, its page and the other row', async () => {
    const uri = writeDataset('problems.jsonl', [clean(1), ...contradiction, row('Empty?', '', 'Nobody knows that.')]);
    const editor = await open(uri);
    await until('the problems are there', () => problems(uri).length >= 3);
    const found = problems(uri).map((problem) => [codeOf(problem), problem.range.start.line]);
    assert.deepEqual(found.filter(([code]) => code === 'contradictory-pair'), [['contradictory-pair', 1], ['contradictory-pair', 2]]);
    const first = problems(uri).find((problem) => codeOf(problem) === 'contradictory-pair')!;
    assert.equal(editor.document.getText(first.range), 'Yes, it is wet.');
    assert.equal(first.severity, vscode.DiagnosticSeverity.Error);
    assert.match(String((first.code as { target: vscode.Uri }).target), /findings\.md#contradictory-pair$/);
    assert.equal(first.relatedInformation?.[0]?.location.range.start.line, 2);
    const empty = problems(uri).find((problem) => codeOf(problem) === 'empty-chosen')!;
    assert.equal(empty.range.start.line, 3);
  });

  it('are few, and the others are counted', async () => {
    const uri = writeDataset('many.jsonl', Array.from({ length: 300 }, (_, index) => identical(index)));
    await withSettings({ 'findings.maximalProblems': 20 }, async () => {
      await open(uri);
      await until('the problems are there', () => problems(uri).length === 21);
      const rest = problems(uri).find((problem) => codeOf(problem) === 'more-findings')!;
      const all = (await preflens()).findings(uri)!.findings.length;
      assert.ok(rest.message.includes(`${all - 20}`), rest.message);
    });
  });

  it('follow what is typed, without a save, and go with the file', async () => {
    const uri = writeDataset('typed.jsonl', [clean(1), clean(2)]);
    const editor = await open(uri);
    await lookedThrough(uri);
    assert.deepEqual(problems(uri), []);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${identical(1)}\n`));
    await until('the typed row is found', () => problems(uri).some((problem) => codeOf(problem) === 'identical-responses'));
    assert.equal(problems(uri)[0]?.range.start.line, 0);
    await vscode.commands.executeCommand('undo');
    await until('it is gone', () => problems(uri).length === 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${identical(1)}\n`));
    await until('it is back', () => problems(uri).length > 0);
    await closeAll();
    await until('nothing is left', () => problems(uri).length === 0);
  });

  it('obey the configuration beside the data as soon as it is saved', async () => {
    const uri = withText('configured/data.jsonl', `${identical(1)}\n${contradiction.join('\n')}\n`);
    const config = withText('configured/preflens.config.json', '{}');
    rmSync(config.fsPath);
    await open(uri);
    await until('both kinds are there', () => new Set(problems(uri).map(codeOf)).size >= 2);
    await vscode.workspace.fs.writeFile(config, Buffer.from(JSON.stringify({ codes: { 'identical-responses': 'off', 'contradictory-pair': 'information' } })));
    await until('one is off', () => problems(uri).length > 0 && !problems(uri).some((problem) => codeOf(problem) === 'identical-responses'));
    const severities = problems(uri).filter((problem) => codeOf(problem) === 'contradictory-pair').map(({ severity }) => severity);
    assert.deepEqual(severities, [vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Information]);
    await vscode.workspace.fs.delete(config);
  });

  it('stand on the right line of a JSON list and a CSV file whose rows go over several lines', async () => {
    const list = withText('list.json', `[\n  ${clean(1)},\n\n  ${identical(2)}\n]\n`);
    await open(list);
    await vscode.commands.executeCommand('preflens.findFindings', list);
    await until('the list has its problem', () => problems(list).length > 0);
    assert.equal(problems(list)[0]?.range.start.line, 3);
    const csv = withText('table.csv', 'prompt,chosen,rejected\n"two\nlines","a b c","d e f"\nsame,"one two","one two"\n');
    const editor = await open(csv);
    await vscode.commands.executeCommand('preflens.findFindings', csv);
    await until('the table has its problem', () => problems(csv).some((problem) => codeOf(problem) === 'identical-responses'));
    const problem = problems(csv).find((one) => codeOf(one) === 'identical-responses')!;
    assert.equal(editor.document.getText(problem.range), 'one two');
  });
});

describe('fixes of findings', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  it('swap or drop the pair at the cursor, and Undo takes it back', async () => {
    const rows = [clean(1), ...contradiction];
    const uri = writeDataset('swap-fix.jsonl', rows);
    const editor = await open(uri);
    await until('the problems are there', () => problems(uri).length >= 2);
    const actions = await quickFixes(uri, 2);
    await run(actions.find(({ title }) => title === 'Swap chosen and rejected'));
    assert.equal(editor.document.lineAt(2).text, contradiction[0]);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), [...rows, ''].join('\n'));
    await until('the finding is back', async () => (await quickFixes(uri, 2)).length > 0);
    await run((await quickFixes(uri, 2)).find(({ title }) => title === 'Drop the row'));
    assert.equal(editor.document.getText(), [clean(1), contradiction[0], ''].join('\n'));
  });

  it('strip tokens that stand in a response', async () => {
    const uri = writeDataset('strip-fix.jsonl', [clean(1), row('Who?', 'It was me.</s></s>', 'Nobody did it.')]);
    const editor = await open(uri);
    await until('the token is found', () => problems(uri).length > 0);
    await run((await quickFixes(uri, 1)).find(({ title }) => title.startsWith('Strip')));
    assert.equal(editor.document.lineAt(1).text, row('Who?', 'It was me.', 'Nobody did it.'));
  });

  it('act on the row that is meant when rows moved in unsaved text', async () => {
    const uri = writeDataset('moved-fix.jsonl', [clean(1), row('Who?', 'It was me.</s></s>', 'Nobody did it.')]);
    const editor = await open(uri);
    await until('the token is found', () => problems(uri).length > 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${clean(7)}\n${clean(8)}\n`));
    await until('it is found where it went', () => problems(uri)[0]?.range.start.line === 3);
    await run((await quickFixes(uri, 3)).find(({ title }) => title.startsWith('Strip')));
    assert.equal(editor.document.lineAt(3).text, row('Who?', 'It was me.', 'Nobody did it.'));
    assert.equal(editor.document.lineAt(1).text, clean(8));
  });

  it('keep a pair silent with a reason beside the file', async () => {
    const uri = writeDataset('silent.jsonl', [clean(1), identical(2)]);
    rmSync(beside(uri, 'changes'), { force: true });
    await open(uri);
    await until('the problem is there', () => problems(uri).length > 0);
    await vscode.commands.executeCommand('preflens.silenceFinding', { uri: uri.toString(), row: 1, code: 'identical-responses', reason: 'a control' });
    await until('it is silent', () => !problems(uri).some((problem) => codeOf(problem) === 'identical-responses'));
    assert.match(readFileSync(beside(uri, 'changes'), 'utf8'), /"reason":"a control"/);
    await vscode.commands.executeCommand('preflens.undoChange', uri);
    await until('it is heard again', () => problems(uri).some((problem) => codeOf(problem) === 'identical-responses'));
  });

  it('go to the change list where the file is not edited in place, and the finding goes', async () => {
    const before = `${clean(1)}\r\n${identical(2)}\n${identical(3)}\n`;
    const uri = withText('listed-fix.jsonl', before);
    rmSync(beside(uri, 'changes'), { force: true });
    await open(uri);
    await until('the problems are there', () => problems(uri).length >= 2);
    await vscode.commands.executeCommand('preflens.fixFinding', { uri: uri.toString(), row: 1, pair: 0, code: 'identical-responses', fix: 'drop' });
    await until('one is left', () => problems(uri).filter((problem) => codeOf(problem) === 'identical-responses').length === 1);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before);
  });

  it('mend all texts on save for who asks for it', async () => {
    const uri = writeDataset('on-save.jsonl', [row('Who?', 'It was me.</s></s>', 'Nobody did it.'), clean(1), row('When?', 'Today.<|im_end|>', 'Tomorrow or so.')]);
    const editor = await open(uri);
    await until('the tokens are found', () => problems(uri).length >= 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, new vscode.Range(0, 0, 0, 0), 'source.fixAll.preflens');
    const action = actions.find(({ edit }) => edit !== undefined);
    assert.ok(action?.edit);
    assert.equal(await vscode.workspace.applyEdit(action.edit), true);
    assert.equal(editor.document.getText(), [row('Who?', 'It was me.', 'Nobody did it.'), clean(1), row('When?', 'Today.', 'Tomorrow or so.'), ''].join('\n'));
  });
});

describe('the list of findings', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  it('has the kinds with their counts, rows by pages, and goes to a row', async () => {
    const uri = writeDataset('tree.jsonl', [...Array.from({ length: 450 }, (_, index) => identical(index)), ...contradiction]);
    const editor = await open(uri);
    const { findingsTree } = await preflens();
    const groups = () => (findingsTree.getChildren() ?? []) as FindingNode[];
    const group = () => groups().find(({ code }) => code === 'identical-responses');
    await until('the list is filled', () => group() !== undefined);
    const item = (await findingsTree.getTreeItem(group()!)) as vscode.TreeItem;
    assert.equal(item.description, '450');
    const rows = () => findingsTree.getChildren(group()!) as FindingNode[];
    assert.equal(rows().length, 201);
    await vscode.commands.executeCommand('preflens.showMoreFindings', rows().at(-1));
    assert.equal(rows().length, 401);
    const last = (await findingsTree.getTreeItem(rows()[120]!)) as vscode.TreeItem;
    await vscode.commands.executeCommand(last.command!.command, ...(last.command!.arguments ?? []));
    const node = rows()[120]!;
    assert.ok(node.kind === 'finding');
    assert.equal(editor.selection.active.line, node.row);
  });

  it('leads to the next and the previous finding, and round the ends', async () => {
    const uri = writeDataset('next.jsonl', [clean(1), identical(2), clean(3), clean(4), identical(5), clean(6)]);
    const editor = await open(uri);
    await lookedThrough(uri);
    const lines: number[] = [];
    for (const command of ['next', 'next', 'next', 'previous', 'previous']) {
      await vscode.commands.executeCommand(`preflens.${command}Finding`);
      lines.push(editor.selection.active.line);
    }
    assert.deepEqual(lines, [1, 4, 1, 4, 1]);
  });

  it('leads to rows of a table where there is no text', async () => {
    const inspection = await preflens();
    const uri = withText('in-table.jsonl', `${clean(1)}\n${identical(2)}\n`);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'preflens.table');
    await lookedThrough(uri);
    await vscode.commands.executeCommand('preflens.showFinding', { uri: uri.toString(), row: 1, pair: 0, code: 'identical-responses' });
    await until('the table stands on the row', () => inspection.tableRow(uri) === 1);
  });
});

describe('a review', function () {
  this.timeout(180_000);
  before(preflens);
  afterEach(async () => {
    await vscode.commands.executeCommand('preflens.reviewEnd');
    await closeAll();
  });

  const items = async () => (await preflens()).review();

  it('records decisions at once, stops, goes on, and applies them as one undo', async () => {
    const rows = [clean(1), ...contradiction, identical(2), identical(3), clean(4)];
    const uri = writeDataset('review.jsonl', rows);
    for (const suffix of ['review', 'changes']) rmSync(beside(uri, suffix), { force: true });
    const editor = await open(uri);
    await lookedThrough(uri);
    await vscode.commands.executeCommand('preflens.startReview', uri);
    const total = (await preflens()).findings(uri)!.findings.length;
    const first = await items();
    assert.ok(first?.kind === 'item');
    assert.deepEqual([first.position, first.total], [0, total]);
    await vscode.commands.executeCommand('preflens.reviewKeep');
    assert.match(readFileSync(beside(uri, 'review'), 'utf8'), /"decision":"keep"/);
    await vscode.commands.executeCommand('preflens.reviewSkip');
    await vscode.commands.executeCommand('preflens.reviewEnd');
    assert.equal(await items(), null);
    await vscode.commands.executeCommand('preflens.startReview', uri);
    const resumed = await items();
    assert.ok(resumed?.kind === 'item');
    assert.deepEqual([resumed.position, resumed.settled], [2, 1]);
    await vscode.commands.executeCommand('preflens.reviewBack');
    const back = await items();
    assert.equal(back?.kind === 'item' ? back.position : null, 1);
    for (let step = 0; step < total; step++) await vscode.commands.executeCommand('preflens.reviewDrop');
    const done = await items();
    assert.equal(done?.kind, 'done');
    assert.equal(editor.document.getText(), [...rows, ''].join('\n'), 'nothing is changed before it is applied');
    await vscode.commands.executeCommand('preflens.reviewApply', { decisions: ['drop', 'keep'] });
    assert.equal(editor.document.isDirty, true);
    const left = editor.document.getText().trimEnd().split('\n').length;
    assert.ok(left < rows.length, `${left} rows are left`);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), [...rows, ''].join('\n'));
  });

  it('takes in what another window decided', async () => {
    const uri = writeDataset('two-windows.jsonl', [identical(1), identical(2), identical(3)]);
    rmSync(beside(uri, 'review'), { force: true });
    await open(uri);
    await lookedThrough(uri);
    await vscode.commands.executeCommand('preflens.startReview', uri);
    await vscode.commands.executeCommand('preflens.reviewKeep');
    const [line] = readFileSync(beside(uri, 'review'), 'utf8').split('\n').filter((text) => text.includes('"decision"'));
    const other = { ...(JSON.parse(line!) as object), id: 'other-window', decision: 'unsure' };
    await vscode.workspace.fs.writeFile(vscode.Uri.file(beside(uri, 'review')), Buffer.concat([readFileSync(beside(uri, 'review')), Buffer.from(`${JSON.stringify(other)}\n`)]));
    await vscode.commands.executeCommand('preflens.reviewBack');
    await until('the other decision shows', async () => {
      const shown = await items();
      return shown?.kind === 'item' && shown.decision === 'unsure';
    });
    assert.ok(existsSync(beside(uri, 'review')));
  });
});

describe('a review of a random sample', function () {
  this.timeout(180_000);
  before(preflens);
  afterEach(async () => {
    await vscode.commands.executeCommand('preflens.reviewEnd');
    await closeAll();
  });

  const shown = async () => (await preflens()).review();
  const records = (uri: vscode.Uri) => readFileSync(beside(uri, 'review'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { kind: string; code?: string; row?: number; decision?: string });

  it('is blind, stops, goes on, is enlarged, tells the rate, and swaps what was wrong', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => clean(index));
    const uri = writeDataset('sample.jsonl', rows);
    for (const suffix of ['review', 'changes']) rmSync(beside(uri, suffix), { force: true });
    const editor = await open(uri);
    const inspection = await preflens();
    await lookedThrough(uri);
    await vscode.commands.executeCommand('preflens.showOverview', uri);
    await vscode.commands.executeCommand('preflens.reviewSample', uri, { seed: 1, size: 6 });
    const first = await shown();
    assert.ok(first?.kind === 'sampled');
    assert.deepEqual([first.position, first.rate.sampled, first.rate.pairs, first.isBlind], [0, 6, 40, true]);
    assert.equal(inspection.panelView()?.score, null, 'no figures are sent to the panel');
    assert.ok((inspection.panelView()?.chosen ?? '') !== '', 'the pair is there');
    await vscode.commands.executeCommand('preflens.reviewSwap');
    await vscode.commands.executeCommand('preflens.reviewKeep');
    await vscode.commands.executeCommand('preflens.reviewUnsure');
    const before = await shown();
    assert.ok(before?.kind === 'sampled');
    assert.deepEqual([before.position, before.rate.wrong, before.rate.right, before.rate.unsure], [3, 1, 1, 1]);
    await vscode.commands.executeCommand('preflens.reviewEnd');
    assert.equal(await shown(), null);
    await vscode.commands.executeCommand('preflens.reviewSample', uri, { seed: 1, size: 6 });
    const resumed = await shown();
    assert.equal(resumed?.kind === 'sampled' ? resumed.position : null, 3);
    await vscode.commands.executeCommand('preflens.reviewSample', uri, { seed: 1, size: 8 });
    for (let left = 5; left > 0; left--) await vscode.commands.executeCommand('preflens.reviewKeep');
    const done = await shown();
    assert.ok(done?.kind === 'sampleDone');
    assert.deepEqual([done.rate.sampled, done.rate.right, done.rate.wrong, done.rate.open], [8, 6, 1, 0]);
    assert.deepEqual(records(uri).map(({ kind }) => kind).filter((kind) => kind === 'sample').length, 2);
    await until('the overview says so', () => inspection.overview(uri)?.figures.page.auditedRate?.right === 6);
    const wrong = records(uri).find(({ decision }) => decision === 'swap')?.row ?? -1;
    await vscode.commands.executeCommand('preflens.reviewApply', { decisions: ['swap'] });
    const texts = (text: string) => JSON.parse(text) as { chosen: unknown; rejected: unknown };
    const [was, is] = [texts(rows[wrong]!), texts(editor.document.lineAt(wrong).text)];
    assert.deepEqual([is.chosen, is.rejected], [was.rejected, was.chosen]);
  });
});

describe('the overview of a file', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  it('opens as a page of its own', async () => {
    const uri = writeDataset('overview.jsonl', [clean(1), ...contradiction]);
    await vscode.commands.executeCommand('preflens.showOverview', uri);
    await until('its tab is there', () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Overview: overview.jsonl')));
    const inspection = await preflens();
    // Nothing else shows the file, and tabs come and go.
    const other = await open(writeDataset('other.jsonl', [clean(1)]));
    await lookedThrough(other.document.uri);
    assert.equal(inspection.findings(uri)?.findings.length, 2);
    await closeAll();
    await open(other.document.uri);
    await until('it is forgotten with its page', () => inspection.findings(uri) === null);
  });
});

