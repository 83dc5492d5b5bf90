import { lintParts, type LintParts } from '../../../app/records/lintRecord';
import type { LintedFile, LintReporter, PassedOver } from './lintedFile';

/** One JSON object for one file, `{ "files": […] }` for several; a finding a line, written as they come, so that no text is held whole. */
export class LintJson implements LintReporter {
  private files = 0;

  /** `maximal`: entries that each list may have. */
  constructor(
    private readonly isList: boolean,
    private readonly maximal: number,
  ) {}

  *add(linted: LintedFile): Generator<string> {
    if (this.isList) yield this.files === 0 ? '{\n"files": [\n' : ',\n';
    this.files++;
    yield* pieces(lintParts(linted, this.maximal));
  }

  *finish(passedOver: readonly PassedOver[]): Generator<string> {
    if (this.isList) yield `${this.files === 0 ? '{\n"files": []' : '\n]'},\n"passedOver": ${JSON.stringify(passedOver)}\n}\n`;
    else if (this.files > 0) yield '\n';
  }
}

function* pieces(parts: LintParts): Generator<string> {
  const names = Object.keys(parts) as (keyof LintParts)[];
  for (const [index, name] of names.entries()) {
    yield `${index === 0 ? '{\n' : ',\n'}${JSON.stringify(name)}: `;
    if (name === 'unreadable' || name === 'findings' || name === 'pairVerdicts') yield* listed(parts[name]);
    else yield JSON.stringify(parts[name]);
  }
  yield '\n}';
}

function* listed(items: Iterable<object>): Generator<string> {
  let count = 0;
  for (const item of items) yield `${count++ === 0 ? '[\n' : ',\n'}${JSON.stringify(item)}`;
  yield count === 0 ? '[]' : '\n]';
}
