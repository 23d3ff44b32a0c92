import type {NodeState} from '../../features/nodes/node-timeline.ts';
import {byOutputKind, type OutputKind} from '../../core/output/kinds.ts';
import type {Phase} from '../../core/execution.ts';

/**
 * The symbols of the screen. Except as noted, each is one cell wide in every terminal. No symbol may have an emoji
 * form, since some terminals draw emoji two cells wide.
 */
export type Glyphs = {
	readonly horizontal: string;
	readonly vertical: string;
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	/** The junction of a pane's title row with the left border. */
	readonly teeRight: string;
	/** The junction of a pane's title row with the right border. */
	readonly teeLeft: string;
	/** The upper end of the border between the panes. */
	readonly teeDown: string;
	/** The lower end of the border between the panes. */
	readonly teeUp: string;
	readonly barDone: string;
	readonly barTip: string;
	readonly barRest: string;
	/** The bars of a sparkline, from the lowest to the highest. */
	readonly levels: readonly string[];
	/** Marks the focused pane and the selected row. */
	readonly pointer: string;
	readonly cursor: string;
	readonly ellipsis: string;
	/** Separates fields in one row. */
	readonly separator: string;
	readonly stale: string;
	/** Marks a pinned run in the run list. */
	readonly pinnedRun: string;
	readonly markedRun: string;
	readonly runPinnedAndMarked: string;
	/** Follows the title of the sort column if the list is sorted in ascending order. */
	readonly ascending: string;
	/** Follows the title of the sort column if the list is sorted in descending order. */
	readonly descending: string;
	/** Shows that rows above the visible ones are hidden. */
	readonly above: string;
	/** Shows that rows below the visible ones are hidden. */
	readonly below: string;
	/** Precedes the number of cells that the log is scrolled to the right. */
	readonly sideways: string;
	readonly gap: string;
	/** The symbol of each kind of output. */
	readonly kinds: Readonly<Record<OutputKind, string>>;
	/** Precedes the progress of downloads. May be wider than one cell. */
	readonly download: string;
	/** Precedes the number of unseen errors of a run. */
	readonly newErrors: string;
	/** Precedes the number of unseen outputs of a run. */
	readonly newOutputs: string;
	/** Shows that the user has not seen the end of a run yet. */
	readonly newEnd: string;
	readonly unread: string;
	readonly selectedLine: string;
	/** The labels of arrow keys and similar keys, by key name. A label may be wider than one cell. */
	readonly arrows: Readonly<Record<string, string>>;
	/** Replaces an unknown number. */
	readonly unknown: string;
	/** Separates two keys with opposite effects, such as up and down. */
	readonly keySeparator: string;
	/**
	 * The symbol of each state of a run. `waiting`: no response yet. `stalled`: no progress. `late`: far slower than
	 * usual.
	 */
	readonly phases: Readonly<Record<Phase | 'waiting' | 'stalled' | 'late', string>>;
	readonly nodes: Readonly<Record<NodeState, string>>;
};

const unicodeGlyphs: Glyphs = {
	horizontal: '─',
	vertical: '│',
	topLeft: '┌',
	topRight: '┐',
	bottomLeft: '└',
	bottomRight: '┘',
	teeRight: '├',
	teeLeft: '┤',
	teeDown: '┬',
	teeUp: '┴',
	barDone: '━',
	barTip: '╸',
	barRest: '─',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	pointer: '▸',
	cursor: '▏',
	ellipsis: '…',
	separator: '·',
	stale: '!',
	pinnedRun: '◆',
	markedRun: '•',
	runPinnedAndMarked: '◈',
	ascending: '▴',
	descending: '▾',
	above: '↑',
	below: '↓',
	sideways: '→',
	gap: '┄',
	kinds: byOutputKind(({glyph}) => glyph),
	download: '⇣',
	newErrors: '▲',
	newOutputs: '◇',
	newEnd: '●',
	unread: '─',
	selectedLine: '┃',
	arrows: {up: '↑', down: '↓', left: '←', right: '→'},
	unknown: '–',
	keySeparator: '',
	phases: {
		waiting: '◌',
		queued: '○',
		running: '►',
		stalled: '‖',
		late: '»',
		succeeded: '✓',
		failed: '✗',
		canceled: '⊘',
		other: '?',
	},
	nodes: {
		cached: '≡',
		running: '►',
		done: '✓',
		failed: '✗',
		interrupted: '⊘',
		ended: '?',
		known: '·',
	},
};

const asciiGlyphs: Glyphs = {
	horizontal: '-',
	vertical: '|',
	topLeft: '+',
	topRight: '+',
	bottomLeft: '+',
	bottomRight: '+',
	teeRight: '+',
	teeLeft: '+',
	teeDown: '+',
	teeUp: '+',
	barDone: '=',
	barTip: '>',
	barRest: '-',
	levels: ['_', '.', '-', '=', '#'],
	pointer: '>',
	cursor: '_',
	ellipsis: '~',
	separator: '-',
	stale: '!',
	pinnedRun: '^',
	markedRun: '+',
	runPinnedAndMarked: '#',
	ascending: '^',
	descending: 'v',
	above: '^',
	below: 'v',
	sideways: '+',
	gap: '-',
	kinds: byOutputKind(({asciiGlyph}) => asciiGlyph),
	download: 'dl ',
	newErrors: 'E',
	newOutputs: 'O',
	newEnd: 'D',
	unread: '=',
	selectedLine: ':',
	arrows: {},
	unknown: '-',
	keySeparator: '/',
	phases: {
		waiting: '.',
		queued: 'o',
		running: '*',
		stalled: '=',
		late: 'L',
		succeeded: 'v',
		failed: 'x',
		canceled: '/',
		other: '?',
	},
	nodes: {
		cached: '=',
		running: '*',
		done: 'v',
		failed: 'x',
		interrupted: '/',
		ended: '?',
		known: '.',
	},
};

export function glyphsFor(ascii: boolean): Glyphs {
	return ascii ? asciiGlyphs : unicodeGlyphs;
}
