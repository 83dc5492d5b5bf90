import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

import { agentToolNames, type AgentToolName } from '../../src/app/agents/agentToolInputs';
import { lintRecordSchema } from '../../src/core/noise/lintRecord';
import { pairScoreSchema } from '../../src/core/scoring/pairScore';
import { preparedInvocation } from '../../src/editor/agents/preparedInvocation';
import { freshRows, pairRow, preflens, sample, score, workspaceFile, writeDataset } from './support';

const none = new vscode.CancellationTokenSource().token;

async function text(name: AgentToolName, input: object, options: Partial<vscode.LanguageModelToolInvocationOptions<object>> = {}, token = none): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined, ...options }, token);
  const [part] = result.content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return part.value;
}

async function record(name: AgentToolName, input: object): Promise<Record<string, unknown>> {
  const match = /<(preflens-[0-9a-f]{16})>\n([^]*)\n<\/\1>$/.exec(await text(name, input));
  assert.ok(match, 'the answer stands between marks');
  return JSON.parse(match[2]!) as Record<string, unknown>;
}

describe('language-model tools', () => {
  before(() => preflens());

  it('are known to VS Code', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('preflens_'));
    assert.deepEqual(own.map(({ name }) => name).sort(), [...agentToolNames].sort());
    for (const { tags, description } of own) {
      assert.ok(tags.includes('preference-data'));
      assert.match(description, /Read-only/);
    }
  });

  it('sum the sample up, by its path in the workspace', async () => {
    const { lint, inspect } = await record('preflens_summarizeDataset', { file: 'sample/preferences.jsonl' });
    const { rows, findings } = lintRecordSchema.parse(lint);
    assert.ok(rows > 0 && findings.length > 0);
    assert.equal((inspect as { rows: number }).rows, rows);
  });

  it('explain a pair with figures of the local models, and a finding', async () => {
    const { score: figures, prompt } = await record('preflens_explainPair', { file: sample().fsPath, row: 0 });
    assert.equal(typeof (figures as { rewardMargin: unknown }).rewardMargin, 'number');
    assert.ok((prompt as { text: string }).text.length > 0);
    const { title } = await record('preflens_explainFinding', { code: 'contradictory-pair' });
    assert.equal(title, 'Contradictory pair');
  });

  it('rank what was scored, and never score a file without being asked', async () => {
    const uri = writeDataset('tools.jsonl', freshRows(12, 'language-model tools'));
    await assert.rejects(text('preflens_worstPairs', { file: uri.fsPath }), /"scoring": "compute"/);
    await score(uri);
    const { pairs, notAsked } = await record('preflens_worstPairs', { file: uri.fsPath, count: 5 });
    const margins = (pairs as { score: unknown }[]).map((one) => pairScoreSchema.parse(one.score).rewardMargin!);
    assert.equal(margins.length, 5);
    assert.deepEqual(margins, [...margins].sort((first, second) => first - second));
    assert.equal(notAsked, 0);
  });

  it('ask the user before a file is scored, and only then', async () => {
    const file = sample().fsPath;
    const models = { policy: '/models/tiny-policy', reference: null };
    const prepared = (name: AgentToolName, input: object) => preparedInvocation(name, input, models);
    for (const name of ['preflens_worstPairs', 'preflens_summarizeDataset'] as const) {
      const { confirmationMessages } = await prepared(name, { file, scoring: 'compute' });
      assert.match(confirmationMessages?.title ?? '', /preferences\.jsonl/);
      assert.match(String(confirmationMessages?.message), /tiny-policy.* MB\).*minutes to hours/);
      assert.equal((await prepared(name, { file })).confirmationMessages, undefined);
    }
    const pair = await prepared('preflens_explainPair', { file, row: 3, scoring: 'compute' });
    assert.equal(pair.confirmationMessages, undefined);
    assert.match(pair.invocationMessage ?? '', /row 3 of preferences\.jsonl/);
  });

  it('read nothing outside of the workspace, by links neither', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'preflens-outside-'));
    try {
      const secret = path.join(outside, 'secret.jsonl');
      writeFileSync(secret, `${pairRow('a', 'the secret')}\n`);
      const link = workspaceFile('linked.jsonl').fsPath;
      rmSync(link, { force: true });
      symlinkSync(secret, link);
      for (const file of [secret, 'linked.jsonl', '../secret.jsonl']) await assert.rejects(text('preflens_summarizeDataset', { file }), /lies outside of what may be read/);
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('keep to the budget of tokens', async () => {
    const countTokens = (given: string) => Promise.resolve(Math.ceil(given.length / 4));
    const budgets = [6000, 1500, 800];
    const lengths: number[] = [];
    for (const tokenBudget of budgets) {
      const answer = await text('preflens_summarizeDataset', { file: sample().fsPath }, { tokenizationOptions: { tokenBudget, countTokens } });
      assert.ok(answer.length / 4 <= tokenBudget, `${String(answer.length)} characters for ${String(tokenBudget)} tokens`);
      lengths.push(answer.length);
    }
    assert.deepEqual(lengths, [...lengths].sort((first, second) => second - first));
    await assert.rejects(text('preflens_summarizeDataset', { file: sample().fsPath }, { tokenizationOptions: { tokenBudget: 20, countTokens } }), /larger token budget/);
  });

  it('end when they are cancelled', async () => {
    const cancelling = new vscode.CancellationTokenSource();
    cancelling.cancel();
    await assert.rejects(text('preflens_summarizeDataset', { file: sample().fsPath }, {}, cancelling.token));
  });

  it('say that unsaved changes are not part of the answer', async () => {
    const uri = writeDataset('unsaved-tools.jsonl', freshRows(3, 'unsaved'));
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), `${pairRow('new')}\n`);
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    const { remarks, lint } = await record('preflens_summarizeDataset', { file: uri.fsPath });
    assert.match((remarks as string[]).join(' '), /unsaved changes/);
    assert.equal((lint as { rows: number }).rows, 3);
    await document.save();
  });
});
