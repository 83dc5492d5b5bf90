import '../common/strictPolicy';
import '../common/language';

import { attributionProtocolVersion, fromAttributionPanelSchema, toAttributionPanelSchema } from '../../src/shared/attributionProtocol';
import type { FromAttributionPanel, ToAttributionPanel } from '../../src/shared/attributionProtocol';
import { connectHost } from '../common/host';
import { registerComponents } from '../common/ui';
import { AttributionPanel } from './attributionPanel';

const longestLogMessage = 2000;

registerComponents();
const host = connectHost<ToAttributionPanel, FromAttributionPanel>(toAttributionPanelSchema, (reason) => {
  const message = `The attribution panel could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromAttributionPanelSchema.parse({ version: attributionProtocolVersion, type: 'log', message });
});
new AttributionPanel(host).start(document.body);
