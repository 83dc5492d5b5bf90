import { describe, expect, it } from 'vitest';

import { findInEditor, manifest, texts } from './manifest';

const { customEditors, menus, commands } = manifest.contributes;

describe('custom editors', () => {
  it('are those that the code registers, under a name of package.nls.json', () => {
    const registered = findInEditor(/ViewType = '(preflens\.\w+)'/g);
    expect(customEditors.map(({ viewType }) => viewType)).toEqual(registered);
    expect(customEditors.filter(({ displayName }) => !texts[displayName.slice(1, -1)])).toEqual([]);
  });

  it('take no file away from the editor that it opens in', () => {
    expect(customEditors.map(({ priority }) => priority)).toEqual(customEditors.map(() => 'option'));
  });

  it('are what menus ask for', () => {
    const clauses = [...Object.values(menus).flat(), ...commands].flatMap((entry) => ('when' in entry && entry.when ? [entry.when] : []));
    const named = clauses.flatMap((clause) => [...clause.matchAll(/activeCustomEditorId [!=]= '([^']+)'/g)].map((match) => match[1]));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !customEditors.some(({ viewType }) => viewType === name))).toEqual([]);
  });
});
