import type {ForegroundColorName} from 'chalk';
import type {Background} from '../../terminal/query.ts';

/** A color in three forms: `#rrggbb`, the index in the 256 colors, and the name in the 16 colors. */
export type PaletteColor = readonly [rgb: string, index: number, name: ForegroundColorName];

/** The colors of a theme by the role of a text: for a dark background and for a light one. */
export type Palette = Readonly<
	Record<
		'accent' | 'muted' | 'border' | 'good' | 'bad' | 'warn' | 'node',
		Readonly<Record<Background, PaletteColor>>
	>
>;

/** The background color of the selected row. */
export const tints: Readonly<Record<Background, readonly [rgb: string, index: number]>> = {
	dark: ['#1c3152', 237],
	light: ['#e0ebf7', 254],
};

/** Text has a contrast of at least 4.5 to 1 (WCAG AA), borders of 3 to 1. On white, few of the 16 colors are readable. */
export const palettes: Readonly<Record<'own' | 'contrast' | 'safe', Palette>> = {
	own: {
		accent: {dark: ['#56d4dd', 80, 'cyanBright'], light: ['#0b6e82', 24, 'blue']},
		muted: {dark: ['#9aa4af', 248, 'white'], light: ['#59636e', 241, 'black']},
		border: {dark: ['#6e7681', 243, 'white'], light: ['#818a93', 245, 'black']},
		good: {dark: ['#7ee787', 114, 'greenBright'], light: ['#116329', 22, 'black']},
		bad: {dark: ['#ff7b72', 210, 'redBright'], light: ['#b3261e', 124, 'red']},
		warn: {dark: ['#e3b341', 179, 'yellowBright'], light: ['#8a5a00', 94, 'magenta']},
		node: {dark: ['#d2a8ff', 183, 'magentaBright'], light: ['#6f42c1', 92, 'blueBright']},
	},
	/** High contrast: with true color, all text and borders have a contrast of at least 7 to 1 (WCAG AAA). */
	contrast: {
		accent: {dark: ['#7df9ff', 123, 'cyanBright'], light: ['#004a59', 18, 'blue']},
		muted: {dark: ['#d0d0d0', 252, 'white'], light: ['#333333', 236, 'black']},
		border: {dark: ['#d0d0d0', 252, 'white'], light: ['#333333', 236, 'black']},
		good: {dark: ['#8cff8c', 120, 'greenBright'], light: ['#00470f', 22, 'black']},
		bad: {dark: ['#ffa3a3', 217, 'redBright'], light: ['#8b0000', 88, 'red']},
		warn: {dark: ['#ffe14d', 221, 'yellowBright'], light: ['#553a00', 58, 'magenta']},
		node: {dark: ['#f0b3ff', 219, 'magentaBright'], light: ['#4b0082', 54, 'blueBright']},
	},
	/** For any color blindness: the smallest difference between the colors of two run states is as large as possible. */
	safe: {
		accent: {dark: ['#8e97f7', 75, 'magentaBright'], light: ['#40348b', 55, 'blueBright']},
		muted: {dark: ['#9aa4af', 248, 'white'], light: ['#59636e', 241, 'black']},
		border: {dark: ['#6e7681', 243, 'white'], light: ['#818a93', 245, 'black']},
		good: {dark: ['#8df7ee', 123, 'cyanBright'], light: ['#39716c', 23, 'black']},
		bad: {dark: ['#ea7f5e', 209, 'redBright'], light: ['#651f24', 88, 'red']},
		warn: {dark: ['#fee32d', 227, 'yellowBright'], light: ['#7a5200', 94, 'magenta']},
		node: {dark: ['#d9b8d0', 182, 'whiteBright'], light: ['#6b4a63', 239, 'blue']},
	},
};
