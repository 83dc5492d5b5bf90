/** What linting is at. `rows` counts those that the phase is done with; how many there are is known after `reading`. */
export interface LintProgress {
  readonly phase: 'reading' | 'scoring' | 'probing' | 'judging';
  readonly rows: number;
  readonly totalRows: number | null;
}
