import type {ThemeName} from './theme-name.ts';
import type {Background} from '../../terminal/background.ts';
import {palettes, type Palette} from './palettes.ts';

/** What a piece of text is, as far as its looks are concerned. A theme says how that is drawn. */
export type StyleName =
	| 'title'
	/** The title of the pane that the keys go to. */
	| 'focus'
	| 'border'
	/** What is less important than the text around it, and what is old. */
	| 'muted'
	| 'key'
	| 'link'
	| 'good'
	| 'bad'
	| 'warn'
	| 'running'
	/** The name of a node, which parts what happens in one from what happens in another. */
	| 'node'
	| 'queued'
	/** The selected row of the pane that the keys go to. */
	| 'selected'
	/** What a search found, and where its last step went. */
	| 'hit'
	| 'current-hit';

/** How a tone is drawn: a colour is the terminal's own, by its name, or `#rrggbb`. */
export type Style = {
	readonly color?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

export type Theme = Readonly<Record<StyleName, Style>>;

/** Whether how a theme looks depends on the terminal's background. */
export function dependsOnBackground(name: ThemeName): boolean {
	return name === 'auto' || name === 'contrast' || name === 'safe';
}

/** A theme as it is on a background, which is asked for where it matters and dark where the terminal does not tell. */
export function themeFor(name: ThemeName, background: Background): Theme {
	switch (name) {
		case 'terminal':
		case 'mono':
			return name === 'mono' ? mono : terminal;
		case 'dark':
		case 'light':
			return coloured(palettes.own[name]);
		case 'auto':
			return coloured(palettes.own[background]);
		case 'contrast':
		case 'safe':
			return coloured(palettes[name][background]);
	}
}

const terminal: Theme = {
	title: {bold: true},
	focus: {bold: true, color: 'cyan'},
	border: {dimColor: true},
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

function coloured({accent, muted, border, good, bad, warn, running, node}: Palette): Theme {
	return {
		title: {bold: true},
		focus: {bold: true, color: accent},
		border: {color: border},
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
