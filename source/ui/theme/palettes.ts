import type {Background} from '../../terminal/background.ts';

/** Colors as `#rrggbb`, readable on one kind of background. */
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

export const palettes: Readonly<
	Record<'own' | 'contrast' | 'safe', Readonly<Record<Background, Palette>>>
> = {
	/** A contrast of at least 4.5 to 1 for text (WCAG AA). */
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
	/** At least 7 to 1 (WCAG AAA), also for muted text and frames. */
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
	 * Distinct for users with color blindness of any kind: found by maximizing the smallest distance between the
	 * state colors, with WCAG AA contrast.
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
