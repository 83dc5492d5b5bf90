import { createHash } from 'node:crypto';

import { unreadableCodes } from '../../src/core/dataset/unreadableCodes';
import { DatasetReader } from '../../src/core/dataset/datasetReader';
import { detectSchema } from '../../src/core/dataset/detectSchema';
import type { Finding } from '../../src/core/noise/finding';
import { findingCodes, type FindingCode, type FindingFix } from '../../src/core/noise/findingCodes';
import { defaultFindingSettings } from '../../src/core/noise/config/findingSettings';
import { findingThresholds, type FindingThreshold } from '../../src/core/noise/config/findingThresholds';
import { loadTextLibraries, type TextLibraries } from '../../src/core/noise/structural/textLibraries';
import { StructuralFindings } from '../../src/core/noise/structuralFindings';
import { findingExamples, type RowsExample, type SituationExample } from './findingExamples';

/** docs/findings.md, from the tables of codes and thresholds. The examples are linted while the page is made. */
export async function findingsPage(): Promise<string> {
  const libraries = await loadTextLibraries();
  const codes = Object.keys(findingCodes) as FindingCode[];
  return [introduction, overview(codes), ...codes.map((code) => section(code, libraries)), otherCodes].join('\n');
}

const introduction = `# Findings and unreadable rows

<!-- Made by "npm run docs" from src/core/noise; edit the tables and tools/docs, not this page. -->

Codes are a public contract: they are never renamed, and never reused for something else. \`preflens inspect\` and the editor show what needs no
model to be seen, [\`preflens lint\`](lint.md) also what models and probes say of labels. Each code is switched off, or given another severity,
in [\`preflens.config.json\`](lint.md#configuration), and so is each threshold:

\`\`\`json
{ "codes": { "personal-data": "off", "near-duplicate": "warning" }, "thresholds": { "nearDuplicateSimilarity": 0.8 } }
\`\`\`
`;

/** Groups of codes by their first one, in the order of the table. */
const groups: Readonly<Partial<Record<FindingCode, string>>> = {
  'identical-responses': 'The two responses of a pair',
  'duplicate-pair': 'Pairs beside other pairs of the file',
  'template-token': 'Tokens and templates in texts',
  'truncated-empty': 'Truncation under the chosen convention',
  'refusal-chosen': 'Refusals',
  'annotators-disagree': 'What annotators said',
  mojibake: 'Damage to scripts and encodings',
  'personal-data': 'Personal data and secrets',
  'judge-injection': 'What sways judges',
  'cut-off': 'Format and completeness',
  'empty-turn': 'Shape of conversations',
  'label-contradicted': 'What models and probes say of labels',
};

function overview(codes: readonly FindingCode[]): string {
  const rows = codes.map((code) => `| \`${code}\` | ${findingCodes[code].severity} | [${findingCodes[code].title}](#${code}) |`);
  return `| code | severity | what it is |\n|---|---|---|\n${rows.join('\n')}\n`;
}

const fixTexts: Readonly<Record<FindingFix, string>> = {
  drop: 'drop the row',
  swap: 'swap chosen and rejected',
  'repair-prompt': 'cut the repeated prompt off the response',
  'strip-tokens': 'strip the tokens from the text',
};

function section(code: FindingCode, libraries: TextLibraries): string {
  const { title, severity, explanation, fixes } = findingCodes[code];
  const heading = groups[code] === undefined ? '' : `## ${groups[code]}\n\n`;
  const ways = fixes.length === 0 ? 'none that would be safe' : fixes.map((fix) => fixTexts[fix]).join(', ');
  const shown = findingExamples[code];
  const example = 'rows' in shown ? rowsExample(code, shown, libraries) : situationExample(shown);
  return `${heading}### ${code}\n\n**${title}** (${severity}). ${explanation} Fixes: ${ways}.\n\n${example}${thresholdLines(code)}`;
}

/** Throws where the rows do not have the finding that they are to show. */
function rowsExample(code: FindingCode, example: RowsExample, libraries: TextLibraries): string {
  const finding = lintRows(example, libraries).findLast((one) => one.code === code);
  if (finding === undefined) throw new Error(`The example of ${code} shows no such finding.`);
  const rows = example.rows.map((row) => shortened(JSON.stringify(row)));
  const beside = example.beside === undefined ? '' : ` (behind ${String(example.beside)} ordinary rows)`;
  const evidence = Object.entries(finding.evidence).map(([name, value]) => `\`${name}\` ${visible(JSON.stringify(value))}`);
  return `\`\`\`json\n${rows.map(visible).join('\n')}\n\`\`\`\n\n> ${escaped(visible(finding.message))}${beside}\n\n${evidence.length === 0 ? '' : `Evidence: ${evidence.join(', ')}.\n`}`;
}

function situationExample({ situation, message, evidence }: SituationExample): string {
  const parts = Object.entries(evidence).map(([name, meaning]) => `\`${name}\` (${meaning})`);
  return `${situation}\n\n> ${message}\n\n${parts.length === 0 ? '' : `Evidence: ${parts.join(', ')}.\n`}`;
}

function thresholdLines(code: FindingCode): string {
  const own = (Object.entries(findingThresholds) as [string, FindingThreshold][]).filter(([, { codes }]) => codes.includes(code));
  if (own.length === 0) return '';
  const rows = own.map(([name, { default: value, minimum, maximum, unit, explanation }]) => `| \`${name}\` | ${String(value)} | ${String(minimum)} to ${String(maximum)} ${unit} | ${explanation} |`);
  return `\n| threshold | default | range | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** Findings of example rows, read as a file of them would be. */
function lintRows({ rows, beside = 0 }: RowsExample, libraries: TextLibraries): readonly Finding[] {
  const all = [...Array.from({ length: beside }, (_, index) => ordinaryRow(index)), ...rows];
  const contents = all.map((row) => ({ kind: 'text' as const, bytes: new TextEncoder().encode(JSON.stringify(row)), syntax: { kind: 'json' as const } }));
  const reader = new DatasetReader(detectSchema([]));
  const structural = new StructuralFindings((text) => createHash('sha256').update(text).digest('hex'), defaultFindingSettings, libraries);
  contents.forEach((content, index) => {
    const read = reader.readContent({ row: index, line: index + 1 }, content);
    if (read.kind === 'unreadable') throw new Error(read.unreadable.reason);
    structural.addTies(read);
    for (const pair of read.pairs) structural.add(pair);
  });
  return structural.all();
}

function ordinaryRow(index: number): object {
  const words = ['apple', 'river', 'stone', 'cloud', 'train', 'window'];
  const word = `${words[index % words.length] ?? ''} ${String(index)}`;
  return { prompt: `Tell me about ${word}.`, chosen: `It is a fine thing, ${word} of all.${' Yes.'.repeat(index % 4)}`, rejected: `I know nothing of ${word}.${' No.'.repeat(index % 3)}` };
}

const longestShown = 400;

function shortened(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** What cannot be seen is shown by its number, on the page as on a screen. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Markdown takes tokens in angle brackets for markup. */
function escaped(text: string): string {
  return text.replace(/[<>|*_[\]]/g, '\\$&');
}

const unreadableRows = Object.entries(unreadableCodes).map(([code, { explanation }]) => `| \`${code}\` | <a id="${code}"></a>${explanation} |`).join('\n');

const otherCodes = `## Rows that cannot be read

The other rows are read all the same. A linter counts such a row as an error.

| code | what it means |
|---|---|
${unreadableRows}

A row that was read may give no pair (\`no-pair\`): its answers tie, or no other is there to compare them with. That is no fault; the
record says why.

## Notes on reading

What was doubtful in reading a row or pair is a note with one of these codes.

| code | what it means |
|---|---|
| \`implicit-prompt-uncertain\` | Where the prompt ends had to be guessed: trainers may split the texts differently. |
| \`reading-assumed\` | The data leave open which answer is the chosen one, and nobody said; a default was taken ([datasets](datasets.md)). |
| \`annotators-disagree\` | Annotators did not agree; the majority decides. |
| \`pairs-left-out\` | The row makes more pairs than are read of one row; the note says how many. |
| \`pairs-elsewhere\` | The pairs of the row stand with rows after it. |
| \`other-schema\` | The row does not have the layout of the rest of its file. |

## Rows that cannot be scored

| code | what it means |
|---|---|
| \`prompt-fills-max-length\` | The prompt alone fills the maximal length; the trainer drops such rows. |
| \`no-chat-template\` | The row is a conversation, but the model's tokenizer has no chat template. |
| \`not-in-convention\` | The convention has no rule for such a row (a conversation under \`mitchell\`), or its trainer refuses it. |
| \`template-failed\` | The chat template refused the conversation. |
| \`worker-crashed\` | The inference process died twice while it worked on this row. |
| \`inference-failed\` | ONNX Runtime refused the computation. |

## Silenced findings

*Preflens: Silence Finding…* keeps a finding silent, with a reason, in the [change list](edits.md) beside the file. It is known by the content of
the pair and its code, so it stays silent when rows move and ends when the pair changes. \`preflens inspect\` and \`preflens lint\` leave silenced
findings out and count them (\`silenced\`), and \`preflens export --drop CODES\` does not act on them.
`;
