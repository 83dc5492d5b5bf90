/** Bytes of a row that are read. A longer one is almost surely a file without line ends, and would take the memory of many. */
export const maximalRowBytes = 64 * 1024 * 1024;
