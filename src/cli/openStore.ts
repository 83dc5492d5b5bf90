import { FileScoreStore } from '../io/scoreStore/fileScoreStore';
import { storeFolder } from '../io/scoreStore/storeFolder';
import { stderrLog } from './stderrLog';

/** Bytes that the store may take; the editor has a setting for it. */
const maximalBytes = 1e9;

/** The scores that the editor and the command line share; without `kept` nothing is read from it and nothing written. */
export function openStore(kept: boolean): FileScoreStore {
  return new FileScoreStore({ folder: storeFolder(), maximalBytes: kept ? maximalBytes : 0, log: stderrLog });
}
