import * as l10n from '@vscode/l10n';

import type { PairEditAction } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { ButtonHandle } from '../common/ui';
import { createButton } from '../common/ui';
import type { PanelActions } from './actions';

const buttons: readonly { readonly action: PairEditAction; readonly text: string; readonly hint: string }[] = [
  { action: 'swap', text: l10n.t('Swap'), hint: l10n.t('Swap chosen and rejected (s)') },
  { action: 'edit', text: l10n.t('Edit…'), hint: l10n.t('Edit the prompt or a response (e)') },
  { action: 'drop', text: l10n.t('Drop'), hint: l10n.t('Drop the row (Delete)') },
  { action: 'silence', text: l10n.t('Silence…'), hint: l10n.t('Keep a finding of this pair silent, with a reason') },
];

/** What can be done about the pair. All of it can be undone, so nothing asks back. */
export class EditButtons {
  readonly element: HTMLElement;
  readonly #handles: readonly ButtonHandle[];

  constructor(actions: PanelActions) {
    this.#handles = buttons.map(({ action, text, hint }) => createButton(text, hint, () => actions.edit(action)));
    this.element = element('div', { class: 'edits', role: 'group', 'aria-label': l10n.t('Change this pair') }, ...this.#handles.map((handle) => handle.element));
  }

  setDisabled(disabled: boolean): void {
    for (const handle of this.#handles) handle.setDisabled(disabled);
  }
}
