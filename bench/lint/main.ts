import { printRates, showFindings } from './rates';
import { measureScale } from './scale';

const [root = '', what = '', ...words] = process.argv.slice(2);
void (async () => {
  if (what === 'rates') await printRates(words);
  else if (what === 'show') await showFindings(words[0] ?? '', words[1] ?? '', Number(words[2] ?? 20));
  else await measureScale(root, Number(words[0]));
})();
