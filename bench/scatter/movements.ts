export const movementNames = ['nothing moves', 'pan', 'zoom', 'pan, zoomed in 8 times', 'hover'] as const;
export type MovementName = (typeof movementNames)[number];
