/**
 * Imported before Ink: whether colours are written is decided when its colour library is loaded, and a test has no
 * terminal.
 */
process.env['FORCE_COLOR'] = '1';

/** What the colour library will find. */
export const forcedLevel = process.env['FORCE_COLOR'];
