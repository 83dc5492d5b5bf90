import '../common/strictPolicy';
import '../common/language';

import { fromPairPanelSchema, pairPanelProtocolVersion, toPairPanelSchema } from '../../src/shared/pairPanelProtocol';
import type { FromPairPanel, ToPairPanel } from '../../src/shared/pairPanelProtocol';
import { connectHost } from '../common/host';
import { registerComponents } from '../common/ui';
import { PairPanel } from './pairPanel';

const longestLogMessage = 2000;

registerComponents();
const host = connectHost<ToPairPanel, FromPairPanel>(toPairPanelSchema, (reason) => {
  const message = `The pair panel could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromPairPanelSchema.parse({ version: pairPanelProtocolVersion, type: 'log', message });
});
new PairPanel(host).start(document.body);
