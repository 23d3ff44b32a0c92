/**
 * The values of `--theme`. `terminal` uses the terminal's own 16 colors and fits any background, `auto` adapts to the
 * background, `safe` is for color blindness, and `mono` has no colors.
 */
export const themeNames = [
	'terminal',
	'auto',
	'dark',
	'light',
	'contrast',
	'safe',
	'mono',
] as const;
export type ThemeName = (typeof themeNames)[number];
