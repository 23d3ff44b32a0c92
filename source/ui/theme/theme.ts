import type {ForegroundColorName} from 'chalk';
import type {Background} from '../../terminal/query.ts';
import type {ColorLevel} from '../../terminal/terminal.ts';
import type {ThemeName} from './theme-name.ts';

/** A color in three forms: `#rrggbb`, the index in the 256 colors, and the name in the 16 colors. */
type PaletteColor = readonly [rgb: string, index: number, name: ForegroundColorName];

/** The colors of a theme by the role of a text: for a dark background and for a light one. */
type Palette = Readonly<
	Record<
		'accent' | 'muted' | 'border' | 'good' | 'bad' | 'warn' | 'node',
		Readonly<Record<Background, PaletteColor>>
	>
>;

/** The background color of the selected row. */
const selectedRowColors: Readonly<Record<Background, readonly [rgb: string, index: number]>> = {
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

/** Ink text props. `color` is the name of a terminal color, `ansi256(index)` or `#rrggbb`. */
export type Style = {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

const bold: Style = {bold: true};
const underline: Style = {underline: true};
const inverse: Style = {inverse: true};

type StyleRow = readonly [color: keyof Palette | null, style: Style, withoutColors: Style];

/** The style of each role of a text: its color and what else marks it, and what marks it in the theme without colors. */
const styles = {
	title: [null, bold, bold],
	/** The title of the focused pane. */
	focus: ['accent', bold, {...bold, ...underline}],
	border: ['border', {}, {}],
	'focus-border': ['accent', {}, bold],
	/** Less important or outdated text. */
	muted: ['muted', {}, {dimColor: true}],
	key: ['accent', {}, bold],
	link: ['accent', underline, underline],
	good: ['good', {}, {}],
	bad: ['bad', bold, bold],
	error: ['bad', {}, bold],
	/** Like `bad`, but filled: a failure that the user has not looked at. */
	alarm: ['bad', {...bold, ...inverse}, {...bold, ...inverse}],
	warn: ['warn', {}, bold],
	running: ['accent', {}, {}],
	node: ['node', {}, {}],
	queued: ['warn', {}, {}],
	/** A search hit. */
	hit: ['warn', underline, underline],
	/** The search hit that the user jumped to last. */
	'current-hit': ['warn', inverse, inverse],
} satisfies Readonly<Record<string, StyleRow>>;

/** The role of a text. A theme maps it to a style. `selected` is the selected row of the focused pane. */
export type StyleName = keyof typeof styles | 'selected';

export type Theme = Readonly<Record<StyleName, Style>>;

function themeOf(selected: Style, styleOf: (row: StyleRow) => Style): Theme {
	const entries = Object.entries<StyleRow>(styles).map(([name, row]) => [name, styleOf(row)]);
	return {...(Object.fromEntries(entries) as Omit<Theme, 'selected'>), selected};
}

const mono = themeOf(inverse, ([, , withoutColors]) => withoutColors);

const terminalColors: Readonly<Record<keyof Palette, Style>> = {
	accent: {color: 'cyan'},
	muted: {dimColor: true},
	border: {dimColor: true},
	good: {color: 'green'},
	bad: {color: 'red'},
	warn: {color: 'yellow'},
	node: {color: 'magenta'},
};
const terminal = themeOf(inverse, ([color, style]) => ({
	...(color !== null && terminalColors[color]),
	...style,
}));

/**
 * Returns the styles of a theme. `background` is null if it is unknown. `auto` then selects the theme `terminal`, whose
 * colors fit any background; `contrast` and `safe` then use their colors for a dark background.
 */
export function themeFor(
	name: ThemeName,
	background: Background | null,
	colorLevel: ColorLevel,
): Theme {
	if (name === 'mono') {
		return mono;
	}

	if (name === 'terminal' || (name === 'auto' && background === null)) {
		return terminal;
	}

	const palette = palettes[name === 'contrast' || name === 'safe' ? name : 'own'];
	const shade = name === 'dark' || name === 'light' ? name : (background ?? 'dark');
	const [rgb, index] = selectedRowColors[shade];
	// With only 16 colors, no background color keeps all text readable.
	const selected =
		colorLevel < 2 ? inverse : {backgroundColor: colorAt([rgb, index, 'white'], colorLevel)};
	return themeOf(selected, ([color, style]) => ({
		...(color !== null && {color: colorAt(palette[color][shade], colorLevel)}),
		...style,
	}));
}

function colorAt([rgb, index, name]: PaletteColor, colorLevel: ColorLevel): string {
	return colorLevel === 3 ? rgb : colorLevel === 2 ? `ansi256(${index})` : name;
}
