/** One thing that is wrong in a configuration file, and what to do about it. */
export interface ConfigurationIssue {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly length: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
}

const mostShown = 20;

/** A configuration file that cannot be used as it is. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    readonly file: string,
    readonly issues: readonly ConfigurationIssue[],
  ) {
    super(issues.slice(0, mostShown).map(({ line, column, message }) => `${file}:${String(line)}:${String(column)}: ${message}`).join('\n') + more(issues.length));
  }

  /** Survives bundling, where instanceof does not. */
  static is(error: unknown): error is ConfigurationError {
    return error instanceof Error && error.name === 'ConfigurationError';
  }
}

function more(issues: number): string {
  return issues > mostShown ? `\n… and ${String(issues - mostShown)} more` : '';
}
