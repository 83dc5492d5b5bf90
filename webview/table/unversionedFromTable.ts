import type { FromTable } from '../../src/shared/tableProtocol';

type Unversioned<Outgoing> = Outgoing extends FromTable ? Omit<Outgoing, 'version'> : never;

/** A message to the extension without its version, which one place adds. */
export type UnversionedFromTable = Unversioned<FromTable>;
