import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { parseLintConfig } from '../../../src/core/noise/config/parseLintConfig';
import { lintRecordSchema } from '../../../src/core/noise/lintRecord';
import { auditedRateSchema } from '../../../src/core/noise/rate/auditedRateSchema';
import { reviewRecordSchema } from '../../../src/core/noise/review/reviewRecord';

const read = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../..', name), 'utf8');
const sharedOptions = ['withReading', 'withScoring', 'withJudging'].map((name) => read(`src/cli/options/${name}.ts`)).join('\n');
const commandLine = `${read('src/cli/main.ts').split('function declareLint')[1]?.split('\n}\n')[0] ?? ''}${sharedOptions}`;
const reportCommandLine = `${read('src/cli/commands/report/declareReport.ts')}${sharedOptions}`;

/** Flags of a command that `preflens lint`, or another, does not have. */
function unknownFlags(command: string, known = commandLine): readonly string[] {
  return [...command.matchAll(/ (--[a-z-]+)/g)].map((match) => match[1] ?? '').filter((flag) => !known.includes(`'${flag} `) && !known.includes(`'${flag}'`));
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly 'runs-on': string; readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly if?: string; readonly with?: Readonly<Record<string, unknown>> }[] }>>;
}

describe('examples of the documentation', () => {
  it('the workflow of reports is YAML that reports with flags that exist, and keeps the page that it wrote', () => {
    const workflow = parse(read('docs/examples/preflens-report-action.yml'), { strict: true, uniqueKeys: true }) as Workflow;
    const steps = workflow.jobs['report']?.steps ?? [];
    const report = steps.find(({ run }) => run?.includes(' report ') === true)?.run ?? '';
    expect(report).toContain('--no-texts');
    expect(unknownFlags(report.replace(/#.*/g, ''), reportCommandLine)).toEqual([]);
    const upload = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@') === true);
    expect(upload).toMatchObject({ with: { path: /--out (\S+)/.exec(report)?.[1] } });
  });

  it('the GitHub workflow is YAML that lints with flags that exist, and uploads what it wrote, whatever came of it', () => {
    const workflow = parse(read('docs/examples/preflens-action.yml'), { strict: true, uniqueKeys: true }) as Workflow;
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request']);
    expect(workflow.permissions['security-events']).toBe('write');
    const steps = workflow.jobs['lint']?.steps ?? [];
    expect(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined))).toBe(true);
    const lint = steps.find(({ run }) => run?.includes(' lint ') === true)?.run ?? '';
    expect(unknownFlags(lint)).toEqual([]);
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@') === true);
    expect(upload).toMatchObject({ if: 'always()', with: { sarif_file: /--out (\S+)/.exec(lint)?.[1] } });
  });

  it('the pre-commit hook is YAML that lints datasets with flags that exist', () => {
    const { repos } = parse(read('docs/examples/pre-commit-config.yaml'), { strict: true, uniqueKeys: true }) as { repos: { hooks: { entry: string; files: string }[] }[] };
    const [hook] = repos[0]?.hooks ?? [];
    expect(hook?.entry).toMatch(/^preflens lint /);
    expect(unknownFlags(hook?.entry ?? '')).toEqual([]);
    const files = new RegExp(hook?.files ?? '');
    expect(['data/a.jsonl', 'a.csv.gz', 'a.parquet', 'package.json', 'a.jsonl.preflens-changes.jsonl.bak'].map((name) => files.test(name))).toEqual([true, true, true, false, false]);
  });

  it('the configuration of docs/lint.md is read', () => {
    const [, example = ''] = /```jsonc\n([\s\S]+?)```/.exec(read('docs/lint.md')) ?? [];
    expect(parseLintConfig(example)).toMatchObject({ kind: 'config', config: { maxNoise: 0.15 } });
  });

  it('docs/audit.md has the options of preflens audit, and explains what it writes', () => {
    const page = read('docs/audit.md');
    const declared = read('src/cli/commands/audit/declareAudit.ts') + read('src/cli/options/withReading.ts');
    const options = [...declared.matchAll(/'(--[a-z-]+) /g)].map((match) => match[1] ?? '');
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !page.includes(option))).toEqual([]);
    expect(unknownFlags(page, declared)).toEqual([]);
    for (const field of ['row', 'line', 'pair', 'hash', 'occurrence', 'decision', 'prompt', 'chosen', 'rejected', 'auditedRate']) expect(page).toContain(`\`${field}\``);
  });

  it('docs/review.md explains every field of the review file', () => {
    const page = read('docs/review.md');
    const fields = reviewRecordSchema.options.flatMap((option) => Object.keys(option.shape));
    expect(fields.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(Object.keys(auditedRateSchema.shape).filter((name) => !read('docs/lint.md').includes(`\`${name}\``))).toEqual([]);
  });

  it('docs/lint.md explains every field of the JSON record', () => {
    const page = read('docs/lint.md');
    expect(Object.keys(lintRecordSchema.shape).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
