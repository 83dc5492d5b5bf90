import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

/**
 * Makes the walkthrough's pictures from the screenshots of the e2e run: node tools/walkthrough.mjs [FOLDER]. Each is cut to
 * what its step is about and scaled to the width that the walkthrough has. PREFLENS_CHROMIUM names the browser where Playwright has none.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const source = process.argv[2] ?? path.join(root, 'test', 'artifacts', 'e2e');
const target = path.join(root, 'media', 'walkthrough');
const width = 900;

/** Left, top, width and height as shares of the window: without the side bar, and without what says nothing of the step. */
const editors = [0.25, 0.04, 0.75, 0.93];
const upperPart = [0.25, 0, 0.75, 0.62];
const cuts = { open: upperPart, score: upperPart, export: upperPart, models: upperPart };

const executablePath = process.env.PREFLENS_CHROMIUM;
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const page = await browser.newPage();
await mkdir(target, { recursive: true });
for (const file of (await readdir(source)).filter((name) => /^walkthrough-\w+-(light|dark)\.png$/.test(name))) {
  const name = file.slice('walkthrough-'.length).replace('.png', '.webp');
  const data = `data:image/png;base64,${(await readFile(path.join(source, file))).toString('base64')}`;
  const cut = cuts[name.split('-')[0]] ?? editors;
  const picture = await page.evaluate(scaled, { data, cut, width });
  await writeFile(path.join(target, name), Buffer.from(picture.split(',')[1], 'base64'));
  console.log(`${name}: ${Math.round((picture.length * 0.75) / 1024)} kB`);
}
await browser.close();

/** Runs in the page. */
async function scaled({ data, cut: [left, top, across, down], width }) {
  const image = new Image();
  image.src = data;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((width * down * image.height) / (across * image.width));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, left * image.width, top * image.height, across * image.width, down * image.height, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', 0.85);
}
