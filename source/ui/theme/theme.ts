import type {Background} from '../../terminal/query.ts';
import type {ColorLevel} from '../../terminal/terminal.ts';
import {palettes, tints, type Palette, type PaletteColor} from './palettes.ts';
import type {ThemeName} from './theme-name.ts';

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
	const [rgb, index] = tints[shade];
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
