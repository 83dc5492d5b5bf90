import * as l10n from '@vscode/l10n';

import { element } from './element';
import { icon } from './icon';

export type NoticeKind = 'info' | 'warning' | 'error';

const kindNames: Readonly<Record<NoticeKind, string>> = { info: l10n.t('Note: '), warning: l10n.t('Warning: '), error: l10n.t('Error: ') };

/** One sentence in a frame; what kind it is, is also said in words to those who do not see the icon. */
export function notice(kind: NoticeKind, text: string): HTMLElement {
  const spokenKind = element('span', { class: 'visually-hidden' }, kindNames[kind]);
  return element('p', { class: `notice ${kind}` }, icon(kind === 'info' ? 'info' : 'warning'), element('span', {}, spokenKind, text));
}
