import type {NodeState} from '../../features/nodes/node-timeline.ts';
import {byOutputKind, type OutputKind} from '../../core/output/kinds.ts';
import type {Phase} from '../../core/execution.ts';

/**
 * The symbols of the screen. Each is one cell wide in every terminal. None may be shown as an emoji, since some
 * terminals draw those two cells wide.
 */
export type Glyphs = {
	readonly horizontal: string;
	readonly vertical: string;
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	/** Where a pane's title rule meets the frame. */
	readonly teeRight: string;
	readonly teeLeft: string;
	/** Where the line between the panes meets the frame. */
	readonly teeDown: string;
	readonly teeUp: string;
	readonly barDone: string;
	readonly barTip: string;
	readonly barRest: string;
	/** The bars of a sparkline, from the lowest to the highest. */
	readonly levels: readonly string[];
	/** Before the focused pane and the selected row. */
	readonly pointer: string;
	readonly cursor: string;
	readonly ellipsis: string;
	/** Between fields in one row. */
	readonly separator: string;
	readonly stale: string;
	/** After the state of a run. */
	readonly pinnedRun: string;
	readonly markedRun: string;
	readonly runPinnedAndMarked: string;
	/** After the sort column. */
	readonly ascending: string;
	readonly descending: string;
	/** More rows are above or below. */
	readonly above: string;
	readonly below: string;
	/** Before the number of cells scrolled to the right. */
	readonly sideways: string;
	readonly gap: string;
	/** Before the kind of an output. */
	readonly kinds: Readonly<Record<OutputKind, string>>;
	/** Before the progress of downloads; may be wider than a cell. */
	readonly download: string;
	/** Unseen changes of a run: the number of errors or outputs, or its end. */
	readonly newErrors: string;
	readonly newOutputs: string;
	readonly newEnd: string;
	readonly unread: string;
	readonly selectedLine: string;
	/** By key name; may be wider than a cell. */
	readonly arrows: Readonly<Record<string, string>>;
	/** Instead of an unknown number. */
	readonly unknown: string;
	/** Between keys with opposite effects. */
	readonly keySeparator: string;
	/** `waiting`: no response yet. `stalled`: no progress. `late`: far slower than usual. */
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
