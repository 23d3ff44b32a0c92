import type {NodeState} from '../../features/nodes/node-timeline.ts';
import {byOutputKind, type OutputKind} from '../../core/output/kinds.ts';
import type {Phase} from '../../core/execution.ts';

/**
 * Every sign the screen draws besides sentences. Each is one cell wide in every terminal: none is an emoji, also not
 * by the choice of a terminal's font, since those are drawn two cells wide here and one cell there.
 */
export type Glyphs = {
	readonly horizontal: string;
	readonly vertical: string;
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	/** Where a pane's title rule leaves the frame to the right, and reaches it from the left. */
	readonly teeRight: string;
	readonly teeLeft: string;
	/** Where the line between the panes leaves the frame's top, and reaches its bottom. */
	readonly teeDown: string;
	readonly teeUp: string;
	readonly barDone: string;
	readonly barTip: string;
	readonly barRest: string;
	/** Before the pane, row or hit that the reader is at. */
	readonly pointer: string;
	readonly cursor: string;
	readonly ellipsis: string;
	/** Between facts on one row. */
	readonly separator: string;
	readonly stale: string;
	/** Behind the state of a run that is pinned, marked, or both. */
	readonly pinnedRun: string;
	readonly markedRun: string;
	readonly runPinnedAndMarked: string;
	/** Behind what the list is sorted by. */
	readonly ascending: string;
	readonly descending: string;
	/** There is more above, and below. */
	readonly above: string;
	readonly below: string;
	/** Before the count of cells that lie to the left. */
	readonly sideways: string;
	readonly gap: string;
	/** Before the word for what an output is. */
	readonly kinds: Readonly<Record<OutputKind, string>>;
	/** Before how much is being saved; may be wider than a cell. */
	readonly download: string;
	/** Before how many errors and outputs of a run are new; and that it ended since the reader looked. */
	readonly newErrors: string;
	readonly newOutputs: string;
	readonly newEnd: string;
	/** Before what is new, and before a selected line. */
	readonly unread: string;
	readonly selectedLine: string;
	/** What the arrow keys show, by the key's name; may be wider than a cell. */
	readonly arrows: Readonly<Record<string, string>>;
	/** In the place of a number that is not known. */
	readonly unknown: string;
	/** Between keys that do the opposite of each other. */
	readonly keySeparator: string;
	/** `waiting` is a run without its first answer, `stalled` one that runs and stands still, `late` one that takes far longer than usual. */
	readonly phases: Readonly<Record<Phase | 'waiting' | 'stalled' | 'late', string>>;
	/** What became of a node. */
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

/** The signs of Unicode, or with `ascii` their twins, of which none has a byte above 0x7F. */
export function glyphsFor(ascii: boolean): Glyphs {
	return ascii ? asciiGlyphs : unicodeGlyphs;
}
