import { maximalComparisons } from '../../src/core/dataset/reading/ranking';
import { schemaNames } from '../../src/core/dataset/schemaNames';
import type { SchemaAdapter } from '../../src/core/dataset/schemas/schemaAdapter';
import { schemaAdapters } from '../../src/core/dataset/schemas/schemaAdapters';

/** docs/datasets.md, from what the adapters say about themselves. */
export function datasetsPage(): string {
  const adapters = schemaNames.flatMap((name) => schemaAdapters.filter((adapter) => adapter.name === name));
  return [introduction, table(adapters), choices(adapters), '## An example of each\n', ...adapters.map(example)].join('\n');
}

const introduction = `# Datasets: which layouts are read, and how

<!-- Made by "npm run docs" from src/core/dataset/schemas; edit the adapters, not this page. -->

The schema of a file is found from its first rows, never from its name, and stated with a confidence: the share of these rows that
have the marks of the schema, times how surely the marks mean it. A row of another schema than its file is read by its own, and says
so; a row that fits none is reported with line, column and what is missing.

* **One row, several pairs.** Rankings, ratings and trees give a pair for every two answers of which one is better. Each pair says
  which answers of the row it compares. Up to ${String(maximalComparisons)} comparisons are made of one row; a row with more says how many it has.
* **Ties and unpaired answers** are kept, counted and shown as what they are. They are no pairs, and have no figures.
* **Several annotators**: the majority decides; a pair on which they differ says so and keeps their agreement as a label.
* **The implicit prompt** is what both answers begin with: whole characters, without the one space before the difference, or whole
  turns of a conversation. Where that is doubtful (one answer begins with all of the other, both are equal, nothing is shared, the
  difference lies inside a word) the pair carries a note.
* **CSV and TSV**: cells that must hold a list (conversations, say) are read as JSON.

## When the reading is not the one you want

\`\`\`
preflens inspect FILE --schema NAME                 every row by this schema
preflens inspect FILE --map prompt=input.question,chosen=good,rejected=answers[0].text
preflens inspect FILE --choose gold=safer           answers a question that the data leave open
\`\`\`

\`score\` takes the same options. The editor asks once about what the data leave open and keeps the answer in the setting
\`preflens.datasets\`, a list of rules for files:

\`\`\`json
"preflens.datasets": [
  { "pattern": "safe-*.jsonl", "choices": { "gold": "safer" } },
  { "pattern": "**/survey/*.csv", "mapping": { "prompt": "question", "chosen": "better", "rejected": "worse" } }
]
\`\`\`
`;

function table(adapters: readonly SchemaAdapter[]): string {
  const rows = adapters.map(({ name, documentation: { title, winner } }) => `| [\`${name}\`](#${anchor(name)}) | ${title} | ${winner} |`);
  return `## Schemas\n\n| schema | known as | which answer wins |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function choices(adapters: readonly SchemaAdapter[]): string {
  const rows = adapters.flatMap(({ name, choices: all = [] }) =>
    all.map(({ key, question, values }) => `| \`${name}\` | ${question} | ${values.map(({ value }) => `\`${key}=${value}\``).join(', ')} |`),
  );
  return `## Questions that data leave open\n\nThe first answer counts where nobody gives another; pairs for which that matters then say so.\n\n| schema | question | answers |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function example({ name, documentation: { title, winner, example: rows, notes } }: SchemaAdapter): string {
  const lines = rows.map((row) => JSON.stringify(row));
  const more = notes === undefined ? '' : `\n${notes}\n`;
  return `### ${name}\n\n${title}. Wins: ${winner}.\n${more}\n\`\`\`json\n${lines.join('\n')}\n\`\`\`\n`;
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 _-]/g, '').replaceAll(' ', '-');
}
