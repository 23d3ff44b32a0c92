/** In the order of their keys, 1 to 4. */
export const paneNames = ['runs', 'detail', 'log', 'outputs'] as const;
export type Pane = (typeof paneNames)[number];

/** In cells. */
export type Size = {readonly columns: number; readonly rows: number};
