/** Takes one JSON value a line. */
export interface LineWriter {
  /**
   * Resolves once the writer can take more; false when nobody reads the output any more, so that the caller stops quietly.
   * Rejects with OutputError.
   */
  write(value: object): Promise<boolean>;
  /** The same with a line that is JSON already; it holds no line end. */
  writeText(line: string): Promise<boolean>;
  /** Resolves when everything is where it belongs. Rejects with OutputError. */
  close(): Promise<void>;
}
