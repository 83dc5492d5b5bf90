import { describe, expect, it } from 'vitest';

import { KeptOpen } from '../../../../src/editor/overview/keptOpen';

interface Opening {
  resolve(value: string): void;
  reject(reason: Error): void;
}

function recorded() {
  const openings: Opening[] = [];
  const closed: string[] = [];
  const kept = new KeptOpen<string>(
    () => new Promise((resolve, reject) => openings.push({ resolve, reject })),
    (opened) => {
      closed.push(opened);
      return Promise.resolve();
    },
  );
  return { kept, openings, closed };
}

describe('a file that is kept open', () => {
  it('is opened once for all questions', async () => {
    const { kept, openings } = recorded();
    const answers = [kept.get(), kept.get()];
    openings[0]?.resolve('file');
    expect(await Promise.all(answers)).toEqual(['file', 'file']);
    expect(await kept.get()).toBe('file');
    expect(openings).toHaveLength(1);
  });

  it('is tried again after it could not be opened', async () => {
    const { kept, openings } = recorded();
    const refused = kept.get();
    openings[0]?.reject(new Error('locked'));
    await expect(refused).rejects.toThrow('locked');
    const again = kept.get();
    openings[1]?.resolve('file');
    expect(await again).toBe('file');
  });

  it('is closed when it is forgotten, also while it is being opened, and opened anew', async () => {
    const { kept, openings, closed } = recorded();
    const first = kept.get();
    kept.forget();
    openings[0]?.resolve('old');
    await first;
    const second = kept.get();
    openings[1]?.resolve('new');
    expect(await second).toBe('new');
    expect(closed).toEqual(['old']);
  });

  it('keeps what was opened since when an earlier opening fails late', async () => {
    const { kept, openings } = recorded();
    const first = kept.get();
    kept.forget();
    const second = kept.get();
    openings[1]?.resolve('new');
    openings[0]?.reject(new Error('late'));
    await expect(first).rejects.toThrow('late');
    await second;
    expect(await kept.get()).toBe('new');
    expect(openings).toHaveLength(2);
  });
});
