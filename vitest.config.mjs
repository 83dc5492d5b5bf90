import { defineConfig } from 'vitest/config';

const layer = (name, extra = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 60_000, hookTimeout: 120_000, ...extra },
});

/** One project a layer; none of them needs VS Code. The host and e2e layers run by test/harness. */
export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      layer('unit'),
      layer('contract'),
      layer('manifest'),
      // One file at a time: each forks an inference process that wants the machine's cores for itself.
      layer('engine', { fileParallelism: false, testTimeout: 300_000 }),
      layer('package', { fileParallelism: false }),
      layer('webview', { fileParallelism: false, testTimeout: 120_000 }),
    ],
  },
});
