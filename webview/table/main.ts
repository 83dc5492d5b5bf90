import '../common/strictPolicy';
import '../common/language';

import { fromTableSchema, tableProtocolVersion, toTableSchema } from '../../src/shared/tableProtocol';
import type { FromTable, ToTable } from '../../src/shared/tableProtocol';
import { connectHost } from '../common/host';
import { registerComponents } from '../common/ui';
import { TableApp } from './tableApp';

const longestLogMessage = 2000;

registerComponents();
const host = connectHost<ToTable, FromTable>(toTableSchema, (reason) => {
  const message = `The table could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromTableSchema.parse({ version: tableProtocolVersion, type: 'log', message });
});
new TableApp(host).start(document.body);
