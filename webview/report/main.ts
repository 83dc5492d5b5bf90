import '../common/strictPolicy';

import { fromReportSchema, reportProtocolVersion, toReportSchema, type FromReport, type ToReport } from '../../src/shared/reportProtocol';
import { connectHost } from '../common/host';
import { registerComponents } from '../common/ui';
import { ReportPage } from './reportPage';

const longestLogMessage = 2000;

registerComponents();
const host = connectHost<ToReport, FromReport>(toReportSchema, (reason) => {
  const message = `The report could not read a message: ${reason}`.slice(0, longestLogMessage);
  return fromReportSchema.parse({ version: reportProtocolVersion, type: 'log', message });
});
new ReportPage(host).start(document.body);
