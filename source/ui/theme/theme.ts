import type {ThemeName} from './theme-name.ts';
import type {Background} from '../../terminal/background.ts';
import type {ColorLevel} from '../../terminal/capabilities.ts';
import {palettes, tints, type Palette, type PaletteColor} from './palettes.ts';

/** The role of a text. A theme maps it to a style. */
export type StyleName =
	| 'title'
	/** The title of the focused pane. */
	| 'focus'
	| 'border'
	/** The border of the focused pane. */
	| 'focus-border'
	/** Less important or outdated text. */
	| 'muted'
	| 'key'
	| 'link'
	| 'good'
	| 'bad'
	| 'warn'
	| 'running'
	| 'node'
	| 'queued'
	/** The selected row of the focused pane. */
	| 'selected'
	/** A search hit. */
	| 'hit'
	/** The search hit that the user jumped to last. */
	| 'current-hit';

/** Ink text props. `color` is the name of a terminal color, `ansi256(index)` or `#rrggbb`. */
export type Style = {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

export type Theme = Readonly<Record<StyleName, Style>>;

export function dependsOnBackground(name: ThemeName): boolean {
	return name === 'auto' || name === 'contrast' || name === 'safe';
}

/**
 * Returns the styles of a theme. `background` is null if the terminal did not report it; `auto` then selects the
 * theme `terminal`, whose colors fit any background.
 */
export function themeFor(
	name: ThemeName,
	background: Background | null,
	colorLevel: ColorLevel,
): Theme {
	switch (name) {
		case 'terminal':
		case 'mono':
			return name === 'mono' ? mono : terminal;
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

const terminal: Theme = {
	title: {bold: true},
	focus: {bold: true, color: 'cyan'},
	border: {dimColor: true},
	'focus-border': {color: 'cyan'},
	muted: {dimColor: true},
	key: {color: 'cyan'},
	link: {color: 'cyan'},
	good: {color: 'green'},
	bad: {color: 'red'},
	warn: {color: 'yellow'},
	running: {color: 'cyan'},
	node: {color: 'magenta'},
	queued: {color: 'yellow'},
	selected: {inverse: true},
	hit: {color: 'yellow', underline: true},
	'current-hit': {color: 'yellow', inverse: true},
};

const mono: Theme = {
	title: {bold: true},
	focus: {bold: true, underline: true},
	border: {},
	'focus-border': {bold: true},
	muted: {dimColor: true},
	key: {bold: true},
	link: {underline: true},
	good: {},
	bad: {bold: true},
	warn: {bold: true},
	running: {},
	node: {},
	queued: {},
	selected: {inverse: true},
	hit: {underline: true},
	'current-hit': {inverse: true},
};

function paletteTheme(
	name: keyof typeof palettes,
	background: Background,
	colorLevel: ColorLevel,
): Theme {
	const palette = palettes[name][background];
	const color = (role: keyof Palette): string => colorAt(palette[role], colorLevel);
	return {
		title: {bold: true},
		focus: {bold: true, color: color('accent')},
		border: {color: color('border')},
		'focus-border': {color: color('accent')},
		muted: {color: color('muted')},
		key: {color: color('accent')},
		link: {color: color('accent'), underline: true},
		good: {color: color('good')},
		bad: {color: color('bad'), bold: true},
		warn: {color: color('warn')},
		running: {color: color('accent')},
		node: {color: color('node')},
		queued: {color: color('warn')},
		selected:
			colorLevel < 2
				? {inverse: true}
				: {backgroundColor: colorAt([...tints[background], 'white'], colorLevel)},
		hit: {color: color('warn'), underline: true},
		'current-hit': {color: color('warn'), inverse: true},
	};
}

function colorAt([rgb, index, name]: PaletteColor, colorLevel: ColorLevel): string {
	return colorLevel === 3 ? rgb : colorLevel === 2 ? `ansi256(${index})` : name;
}
