import type { Button, Dropdown } from '@vscode/webview-ui-toolkit';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

import { element } from './element';

// The toolkit is archived upstream, so this file alone knows it: replacing it touches nothing else.

export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
}

export interface ButtonHandle {
  readonly element: HTMLElement;
  setDisabled(disabled: boolean): void;
  setText(text: string): void;
}

export function createButton(text: string, title: string, press: () => void): ButtonHandle {
  const button = document.createElement('vscode-button') as Button;
  button.setAttribute('appearance', 'secondary');
  button.title = title;
  button.textContent = text;
  button.addEventListener('click', () => {
    if (!button.disabled) press();
  });
  return {
    element: button,
    setDisabled: (disabled) => {
      button.disabled = disabled;
    },
    setText: (next) => {
      button.textContent = next;
    },
  };
}

export interface DropdownHandle {
  /** The visible label and the control. */
  readonly element: HTMLElement;
  setValue(value: string): void;
}

export interface DropdownOption {
  readonly value: string;
  readonly label: string;
}

let dropdownCount = 0;

export function createDropdown(
  label: string,
  options: readonly DropdownOption[],
  value: string,
  change: (value: string) => void,
): DropdownHandle {
  const labelId = `dropdown-label-${String((dropdownCount += 1))}`;
  const dropdown = document.createElement('vscode-dropdown') as Dropdown;
  dropdown.setAttribute('aria-labelledby', labelId);
  dropdown.setAttribute('position', 'below');
  for (const option of options) {
    const selected = option.value === value ? { selected: '' } : {};
    dropdown.append(element('vscode-option', { value: option.value, ...selected }, option.label));
  }
  dropdown.addEventListener('change', () => change(dropdown.value));
  const field = element('div', { class: 'field' }, element('span', { id: labelId, class: 'field-label' }, label), dropdown);
  return {
    element: field,
    setValue: (next) => {
      dropdown.value = next;
    },
  };
}

export function createProgressRing(label: string): HTMLElement {
  return element('vscode-progress-ring', { 'aria-label': label });
}

/** True when the event comes from a control that has its own use for letters and digits. */
export function takesTyping(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches('vscode-dropdown, input, textarea, select'));
}
