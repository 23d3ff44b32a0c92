/** The four panes of the screen; the keys 1 to 4 go to them in this order. */
export const paneNames = ['runs', 'detail', 'log', 'outputs'] as const;
export type Pane = (typeof paneNames)[number];

/** The terminal's size in cells. */
export type Size = {readonly columns: number; readonly rows: number};
