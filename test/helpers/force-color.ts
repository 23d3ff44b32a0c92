/** Import it before Ink, whose color library reads the color support when it is loaded. */
process.env['FORCE_COLOR'] = '1';

/** The level that the color library detects. */
export const forcedLevel = process.env['FORCE_COLOR'];
