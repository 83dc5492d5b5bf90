/** Exit status of the command line; a public contract. */
export const exitStatus = {
  done: 0,
  findings: 1,
  usage: 2,
  unreadableInput: 3,
  modelRefused: 4,
  outputFailed: 5,
  downloadFailed: 6,
  interrupted: 130,
} as const;
