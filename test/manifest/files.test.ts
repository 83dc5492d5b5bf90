import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { commandIds } from '../../src/editor/commands/commandIds';
import { manifest, readRepositoryFile, repositoryRoot, texts } from './manifest';

const { walkthroughs, jsonValidation } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const mediaFiles = [manifest.icon, ...jsonValidation.map(({ url }) => path.normalize(url)), ...walkthroughs.map(({ icon }) => icon), ...steps.flatMap(({ media }) => Object.values(media.image))];

describe('files that the manifest names', () => {
  it.each(mediaFiles)('%s exists', (name) => {
    expect(existsSync(path.join(repositoryRoot, name))).toBe(true);
  });

  it('has an icon of 128 by 128 pixels', () => {
    const png = readFileSync(path.join(repositoryRoot, manifest.icon));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([128, 128]);
  });

  it('has pictures for every kind of theme, small enough to ship', () => {
    for (const { id, media } of steps) {
      expect(Object.keys(media.image).sort(), id).toEqual(['dark', 'hc', 'hcLight', 'light']);
      for (const name of Object.values(media.image)) {
        const picture = readFileSync(path.join(repositoryRoot, name));
        expect([picture.subarray(0, 4).toString('latin1'), picture.subarray(8, 12).toString('latin1')], name).toEqual(['RIFF', 'WEBP']);
        expect(picture.length, name).toBeLessThan(150_000);
      }
    }
  });
});

describe('the package', () => {
  const lines = readRepositoryFile('.vscodeignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('holds what is allowed by name, and nothing else', () => {
    expect(lines[0]).toBe('**');
    expect(lines.slice(1).filter((line) => !line.startsWith('!'))).toEqual([]);
  });

  it('holds the files that the manifest names', () => {
    const allowed = lines.slice(1).map((line) => line.slice(1));
    const isAllowed = (name: string) => allowed.some((pattern) => globMatches(name, pattern));
    const named = ['package.json', 'package.nls.json', 'l10n/bundle.l10n.json', path.normalize(manifest.main), 'dist/worker.js', 'dist/parquetWorker.js', 'dist/probeTrainer.js', 'dist/attributionThread.js', ...mediaFiles];
    expect(named.filter((name) => !isAllowed(name))).toEqual([]);
  });

  it('asks for the VS Code whose types it is written against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });
});

describe('the walkthrough', () => {
  const commands = Object.values<string>(commandIds);

  it('has a step for each thing to do first, each of which can be completed', () => {
    expect(steps.map(({ id }) => id)).toEqual(['openSample', 'score', 'read', 'findings', 'attribution', 'export', 'overview', 'models']);
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    const known = (event: string) => (event.startsWith('onCommand:') ? commands.includes(event.slice('onCommand:'.length)) : event === 'onContext:preflens.hasScores');
    expect(events.filter((event) => !known(event))).toEqual([]);
    expect(steps.filter(({ completionEvents }) => completionEvents.length === 0)).toEqual([]);
  });

  it('links to commands that exist', () => {
    const links = Object.values(texts).flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1] ?? ''));
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((command) => !commands.includes(command))).toEqual([]);
  });
});

/** The few forms that the list uses. */
function globMatches(name: string, pattern: string): boolean {
  const source = pattern.split(/(\*\*|\*)/).map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${source.join('')}$`).test(name);
}
