import type {Background} from '../../terminal/background.ts';
import type {ColorLevel} from '../../terminal/capabilities.ts';
import {palettes, tints, type Palette, type PaletteColor} from './palettes.ts';
import type {ThemeName} from './theme-name.ts';

/** Ink text props. `color` is the name of a terminal color, `ansi256(index)` or `#rrggbb`. */
type Style = {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

/** The theme without colors. It maps each role of a text to a style. */
const mono = {
	title: {bold: true},
	/** The title of the focused pane. */
	focus: {bold: true, underline: true},
	border: {},
	'focus-border': {bold: true},
	/** Less important or outdated text. */
	muted: {dimColor: true},
	key: {bold: true},
	link: {underline: true},
	good: {},
	bad: {bold: true},
	warn: {bold: true},
	running: {},
	node: {},
	queued: {},
	/** The selected row of the focused pane. */
	selected: {inverse: true},
	/** A search hit. */
	hit: {underline: true},
	/** The search hit that the user jumped to last. */
	'current-hit': {inverse: true},
} satisfies Readonly<Record<string, Style>>;

/** The role of a text. A theme maps it to a style. */
export type StyleName = keyof typeof mono;

export type Theme = Readonly<Record<StyleName, Style>>;

export function dependsOnBackground(name: ThemeName): boolean {
	return name === 'auto' || name === 'contrast' || name === 'safe';
}

/**
 * Returns the styles of a theme. `background` is null if it is unknown. `auto` then selects the theme `terminal`, whose
 * colors fit any background; `contrast` and `safe` then use their colors for a dark background.
 */
export function themeFor(
	name: ThemeName,
	background: Background | null,
	colorLevel: ColorLevel,
): Theme {
	switch (name) {
		case 'mono':
			return mono;
		case 'terminal':
			return terminal;
		case 'dark':
		case 'light':
			return paletteTheme('own', name, colorLevel);
		case 'auto':
			return background === null ? terminal : paletteTheme('own', background, colorLevel);
		case 'contrast':
		case 'safe':
			return paletteTheme(name, background ?? 'dark', colorLevel);
	}
}

const terminalStyles: Readonly<Record<keyof Palette, Style>> = {
	accent: {color: 'cyan'},
	muted: {dimColor: true},
	border: {dimColor: true},
	good: {color: 'green'},
	bad: {color: 'red'},
	warn: {color: 'yellow'},
	node: {color: 'magenta'},
};
const terminal = colorTheme(role => terminalStyles[role], {inverse: true});

function paletteTheme(
	name: keyof typeof palettes,
	background: Background,
	colorLevel: ColorLevel,
): Theme {
	const palette = palettes[name];
	return colorTheme(
		role => ({color: colorAt(palette[role][background], colorLevel)}),
		colorLevel < 2
			? {inverse: true}
			: {backgroundColor: colorAt([...tints[background], 'white'], colorLevel)},
	);
}

function colorTheme(styleOf: (role: keyof Palette) => Style, selected: Style): Theme {
	const accent = styleOf('accent');
	const warn = styleOf('warn');
	return {
		title: {bold: true},
		focus: {...accent, bold: true},
		border: styleOf('border'),
		'focus-border': accent,
		muted: styleOf('muted'),
		key: accent,
		link: {...accent, underline: true},
		good: styleOf('good'),
		bad: {...styleOf('bad'), bold: true},
		warn,
		running: accent,
		node: styleOf('node'),
		queued: warn,
		selected,
		hit: {...warn, underline: true},
		'current-hit': {...warn, inverse: true},
	};
}

function colorAt([rgb, index, name]: PaletteColor, colorLevel: ColorLevel): string {
	return colorLevel === 3 ? rgb : colorLevel === 2 ? `ansi256(${index})` : name;
}
