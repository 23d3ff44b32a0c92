import type {ForegroundColorName} from 'chalk';
import type {Background} from '../../terminal/background.ts';

/** A color in three forms: `#rrggbb`, the index in the 256 colors, and the name in the 16 colors. */
export type PaletteColor = readonly [rgb: string, index: number, name: ForegroundColorName];

/** Colors that are readable on a dark or on a light background. */
export type Palette = Readonly<
	Record<'accent' | 'muted' | 'border' | 'good' | 'bad' | 'warn' | 'node', PaletteColor>
>;

/**
 * The background color of the selected row. With only 16 colors, no background keeps all text readable, so there is
 * none.
 */
export const tints: Readonly<Record<Background, readonly [rgb: string, index: number]>> = {
	dark: ['#1c3152', 237],
	light: ['#e0ebf7', 254],
};

/**
 * The palettes by theme. Text has a contrast of at least 4.5 to 1 (WCAG AA), borders of at least 3 to 1. Of the 16
 * colors, only black, red, magenta and the two blues are readable on white.
 */
export const palettes: Readonly<
	Record<'own' | 'contrast' | 'safe', Readonly<Record<Background, Palette>>>
> = {
	own: {
		dark: {
			accent: ['#56d4dd', 80, 'cyanBright'],
			muted: ['#9aa4af', 248, 'white'],
			border: ['#6e7681', 243, 'white'],
			good: ['#7ee787', 114, 'greenBright'],
			bad: ['#ff7b72', 210, 'redBright'],
			warn: ['#e3b341', 179, 'yellowBright'],
			node: ['#d2a8ff', 183, 'magentaBright'],
		},
		light: {
			accent: ['#0b6e82', 24, 'blue'],
			muted: ['#59636e', 241, 'black'],
			border: ['#818a93', 245, 'black'],
			good: ['#116329', 22, 'black'],
			bad: ['#b3261e', 124, 'red'],
			warn: ['#8a5a00', 94, 'magenta'],
			node: ['#6f42c1', 92, 'blueBright'],
		},
	},
	/** High contrast: with true color, all text and borders have a contrast of at least 7 to 1 (WCAG AAA). */
	contrast: {
		dark: {
			accent: ['#7df9ff', 123, 'cyanBright'],
			muted: ['#d0d0d0', 252, 'white'],
			border: ['#d0d0d0', 252, 'white'],
			good: ['#8cff8c', 120, 'greenBright'],
			bad: ['#ffa3a3', 217, 'redBright'],
			warn: ['#ffe14d', 221, 'yellowBright'],
			node: ['#f0b3ff', 219, 'magentaBright'],
		},
		light: {
			accent: ['#004a59', 18, 'blue'],
			muted: ['#333333', 236, 'black'],
			border: ['#333333', 236, 'black'],
			good: ['#00470f', 22, 'black'],
			bad: ['#8b0000', 88, 'red'],
			warn: ['#553a00', 58, 'magenta'],
			node: ['#4b0082', 54, 'blueBright'],
		},
	},
	/**
	 * Colors that users with any kind of color blindness can distinguish. A search maximized the smallest distance
	 * between the state colors.
	 */
	safe: {
		dark: {
			accent: ['#8e97f7', 75, 'magentaBright'],
			muted: ['#9aa4af', 248, 'white'],
			border: ['#6e7681', 243, 'white'],
			good: ['#8df7ee', 123, 'cyanBright'],
			bad: ['#ea7f5e', 209, 'redBright'],
			warn: ['#fee32d', 227, 'yellowBright'],
			node: ['#d9b8d0', 182, 'whiteBright'],
		},
		light: {
			accent: ['#40348b', 55, 'blueBright'],
			muted: ['#59636e', 241, 'black'],
			border: ['#818a93', 245, 'black'],
			good: ['#39716c', 23, 'black'],
			bad: ['#651f24', 88, 'red'],
			warn: ['#7a5200', 94, 'magenta'],
			node: ['#6b4a63', 239, 'blue'],
		},
	},
};
