import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import type { PanelActions } from './actions';
import { renderings, type Rendering } from './panelState';

const texts: Readonly<Record<Rendering, readonly [string, string]>> = {
  exact: [l10n.t('Exact text'), l10n.t('Every character as it stands in the file, token by token (m)')],
  rendered: [l10n.t('Rendered'), l10n.t('Markdown as its author meant it to look (m)')],
};

export interface RenderingSwitch {
  readonly element: HTMLElement;
  /** Follows the remembered state. */
  update(): void;
}

/** Exact text or rendered: for the prompt and both responses at once. */
export function renderingSwitch(actions: PanelActions): RenderingSwitch {
  const buttons = renderings.map((rendering) => {
    const [name, title] = texts[rendering];
    const button = element('button', { type: 'button', class: 'switch-button', title }, name);
    button.addEventListener('click', () => actions.change({ rendering }));
    return { rendering, button };
  });
  const update = (): void => {
    for (const { rendering, button } of buttons) button.setAttribute('aria-pressed', String(actions.state().rendering === rendering));
  };
  update();
  return { element: element('div', { class: 'switch', role: 'group', 'aria-label': l10n.t('Texts') }, ...buttons.map(({ button }) => button)), update };
}
