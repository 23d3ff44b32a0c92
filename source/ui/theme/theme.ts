import type {ThemeName} from './theme-name.ts';
import type {Background} from '../../terminal/background.ts';
import {palettes, type Palette} from './palettes.ts';

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
	/** A search hit, and the one that was jumped to. */
	| 'hit'
	| 'current-hit';

/** `color` is the name of a terminal color or `#rrggbb`. */
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

export function themeFor(name: ThemeName, background: Background): Theme {
	switch (name) {
		case 'terminal':
		case 'mono':
			return name === 'mono' ? mono : terminal;
		case 'dark':
		case 'light':
			return paletteTheme(palettes.own[name]);
		case 'auto':
			return paletteTheme(palettes.own[background]);
		case 'contrast':
		case 'safe':
			return paletteTheme(palettes[name][background]);
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

function paletteTheme({accent, muted, border, good, bad, warn, running, node}: Palette): Theme {
	return {
		title: {bold: true},
		focus: {bold: true, color: accent},
		border: {color: border},
		'focus-border': {color: accent},
		muted: {color: muted},
		key: {color: accent},
		link: {color: accent, underline: true},
		good: {color: good},
		bad: {color: bad, bold: true},
		warn: {color: warn},
		running: {color: running},
		node: {color: node},
		queued: {color: warn},
		selected: {inverse: true},
		hit: {color: warn, underline: true},
		'current-hit': {color: warn, inverse: true},
	};
}
