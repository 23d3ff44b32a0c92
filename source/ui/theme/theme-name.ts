/**
 * The values of `--theme`. `auto` adapts to the background that the terminal reports, `terminal` uses the terminal's own
 * 16 colors and fits any background, `safe` is for color blindness, and `mono` has no colors.
 */
export const themeNames = [
	'auto',
	'terminal',
	'dark',
	'light',
	'contrast',
	'safe',
	'mono',
] as const;
export type ThemeName = (typeof themeNames)[number];
