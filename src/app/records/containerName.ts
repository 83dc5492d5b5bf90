import type { Container } from '../../core/ports';

/** `csv`, or `csv.gz` where it is compressed. */
export function containerName({ format, compression }: Container): string {
  return compression === null ? format : `${format}.gz`;
}
