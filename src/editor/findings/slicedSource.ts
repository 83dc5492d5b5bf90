import type { RowLocation, RowSource } from '../../core/ports';
import { TimeSlices } from '../scoring/timeSlices';

/** The same source, giving the thread back between its rows: whatever reads it never holds up the window. */
export function slicedSource(source: RowSource): RowSource {
  const slices = new TimeSlices();
  return {
    container: source.container,
    locate: (signal) => source.locate(signal),
    read: async (location: RowLocation) => {
      await slices.yieldIfSpent();
      return source.read(location);
    },
    close: () => source.close(),
  };
}
