/**
 * What `--theme` takes: the terminal's own sixteen colours, which fit whatever its background is; colours of our own, for
 * a dark or a light background, or for whichever the terminal has; high contrast; colours that also an eye tells apart that
 * lacks some; and none at all.
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
