/**
 * Levels of objects and lists in a row that are read. Python's JSON decoder, hence every trainer, gives up at about this depth,
 * and below it recursive code (chat templates, serialisation) is safe from stack overflow.
 */
export const nestingLimit = 1000;
