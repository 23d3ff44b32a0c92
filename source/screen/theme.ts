/** What a piece of text is, as far as its looks are concerned. A theme says how that is drawn. */
export type Tone =
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

/** How a tone is drawn. Colours are the terminal's own sixteen, so that they fit the reader's background. */
export type Style = {
	readonly color?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};

export type Theme = Readonly<Record<Tone, Style>>;

export const themeNames = ['terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const themes: Readonly<Record<ThemeName, Theme>> = {
	terminal: {
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
	},
	mono: {
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
	},
};
