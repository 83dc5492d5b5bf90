import '../common/strictPolicy';
import '../common/language';

import { fromOverviewSchema, overviewProtocolVersion, toOverviewSchema, type FromOverview, type ToOverview } from '../../src/shared/overviewProtocol';
import { connectHost } from '../common/host';
import { registerComponents } from '../common/ui';
import { OverviewPage } from './overviewPage';

const longestLogMessage = 2000;

registerComponents();
const host = connectHost<ToOverview, FromOverview>(toOverviewSchema, (reason) => {
  const message = `The overview could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromOverviewSchema.parse({ version: overviewProtocolVersion, type: 'log', message });
});
new OverviewPage(host).start(document.body);
