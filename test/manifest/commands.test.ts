import { describe, expect, it } from 'vitest';

import { commandIds, statusMenuCommand } from '../../src/editor/commands/commandIds';
import { findInEditor, manifest, texts } from './manifest';

const { commands, menus, keybindings, views, viewsWelcome } = manifest.contributes;
const contextKeyNames = findInEditor(/: '(preflens\.(?:has|is)\w+)'/g);
const viewIds = Object.values(views).flat().flatMap(({ id }) => [id, `${id}.focus`]);
const declared = commands.map(({ command }) => command);

describe('commands', () => {
  it('are declared exactly as they are registered', () => {
    expect([...declared].sort()).toEqual(Object.values(commandIds).sort());
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('are registered in one table and nowhere else, the menu of the status bar apart', () => {
    const registrations = findInEditor(/registerCommand\(\s*([^,]+),/g);
    expect(registrations.sort()).toEqual(['commandIds[name as keyof typeof commandIds]', 'statusMenuCommand']);
    expect(declared).not.toContain(statusMenuCommand);
  });

  it('are what menus and keys name', () => {
    const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    expect(named.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it('are what the code calls by name', () => {
    const called = findInEditor(/'(preflens\.[a-z]+[A-Z]\w*)'/g).filter((id) => !declared.includes(id));
    expect(called.filter((id) => ![statusMenuCommand, ...contextKeyNames, ...viewIds, 'preflens.labelSmoothing', 'preflens.maxLength'].includes(id))).toEqual([]);
  });

  it('of the welcome of a view exist', () => {
    const linked = viewsWelcome.flatMap(({ contents }) => [...(texts[contents.replaceAll('%', '')] ?? '').matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1] ?? ''));
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it('can all be hidden with one key', () => {
    expect(keybindings.find(({ command }) => command === commandIds.toggleInline)?.key).toBeTruthy();
  });
});

describe('when clauses', () => {
  /** Keys of VS Code itself. */
  const builtIn = ['editorTextFocus', 'resourceExtname', 'resourceFilename', 'activeCustomEditorId', 'view', 'viewItem', 'editorHasSelection', 'resourcePath', 'in', 'false'];

  it('name only keys that exist', () => {
    expect(contextKeyNames.length).toBe(8);
    const clauses = [...Object.values(menus).flat(), ...keybindings, ...Object.values(views).flat(), ...viewsWelcome].flatMap(({ when }) => when ?? []);
    const enablements = commands.flatMap(({ enablement }) => enablement ?? []);
    const keys = [...clauses, ...enablements].flatMap((clause) => clause.replace(/\/[^/]*\/i?|'[^']*'/g, '').match(/[A-Za-z][\w.]*/g) ?? []);
    expect([...new Set(keys)].filter((key) => ![...contextKeyNames, ...builtIn, ...viewIds].includes(key))).toEqual([]);
  });

  it('are given for every entry of a menu', () => {
    expect(Object.values(menus).flat().filter(({ when }) => !when)).toEqual([]);
  });
});
