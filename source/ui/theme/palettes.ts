import type {Background} from '../../terminal/background.ts';

/** The colours of a theme that brings its own, as `#rrggbb`. Each is to be read on the background that it is for. */
export type Palette = {
	readonly accent: string;
	readonly muted: string;
	readonly border: string;
	readonly good: string;
	readonly bad: string;
	readonly warn: string;
	readonly running: string;
	readonly node: string;
};

/** Colours for one kind of background each, by the theme that has them. */
export const palettes: Readonly<
	Record<'own' | 'contrast' | 'safe', Readonly<Record<Background, Palette>>>
> = {
	/** Text has a contrast of 4.5 to 1 at least, as WCAG asks of text (AA). */
	own: {
		dark: {
			accent: '#56d4dd',
			muted: '#9aa4af',
			border: '#6e7681',
			good: '#7ee787',
			bad: '#ff7b72',
			warn: '#e3b341',
			running: '#56d4dd',
			node: '#d2a8ff',
		},
		light: {
			accent: '#0b6e82',
			muted: '#59636e',
			border: '#8c959f',
			good: '#116329',
			bad: '#b3261e',
			warn: '#8a5a00',
			running: '#0b6e82',
			node: '#6f42c1',
		},
	},
	/** 7 to 1 at least (AAA), what is muted and the frames included. */
	contrast: {
		dark: {
			accent: '#7df9ff',
			muted: '#d0d0d0',
			border: '#d0d0d0',
			good: '#8cff8c',
			bad: '#ffa3a3',
			warn: '#ffe14d',
			running: '#7df9ff',
			node: '#f0b3ff',
		},
		light: {
			accent: '#004a59',
			muted: '#333333',
			border: '#333333',
			good: '#00470f',
			bad: '#8b0000',
			warn: '#553a00',
			running: '#004a59',
			node: '#4b0082',
		},
	},
	/**
	 * What tells states apart is as far from each other as it can be for an eye without red, green or blue cones too.
	 * Found by a search for the largest of the smallest distances, under the contrast of AA.
	 */
	safe: {
		dark: {
			accent: '#8e97f7',
			muted: '#9aa4af',
			border: '#6e7681',
			good: '#8df7ee',
			bad: '#ea7f5e',
			warn: '#fee32d',
			running: '#8e97f7',
			node: '#d9b8d0',
		},
		light: {
			accent: '#40348b',
			muted: '#59636e',
			border: '#8c959f',
			good: '#39716c',
			bad: '#651f24',
			warn: '#7a5200',
			running: '#40348b',
			node: '#6b4a63',
		},
	},
};
