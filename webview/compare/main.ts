import '../common/strictPolicy';
import '../common/language';

import { compareProtocolVersion, fromCompareSchema, toCompareSchema, type FromCompare, type ToCompare } from '../../src/shared/compareProtocol';
import { connectHost } from '../common/host';
import { ComparePage } from './comparePage';

const longestLogMessage = 2000;

const host = connectHost<ToCompare, FromCompare>(toCompareSchema, (reason) => {
  const message = `The comparison could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromCompareSchema.parse({ version: compareProtocolVersion, type: 'log', message });
});
new ComparePage(host).start(document.body);
