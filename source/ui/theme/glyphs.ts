import type {Phase} from '../../core/execution.ts';
import {byOutputKind, type OutputKind} from '../../core/output/kinds.ts';
import type {NodeState} from '../../features/nodes/node-timeline.ts';

type Pair = readonly [unicode: string, ascii: string];

/**
 * The symbols of the screen, in Unicode and in ASCII. Except as noted, each is one cell wide in every terminal. No
 * symbol may have an emoji form, since some terminals draw emoji two cells wide.
 */
const symbols = {
	horizontal: ['─', '-'],
	topLeft: ['┌', '+'],
	topRight: ['┐', '+'],
	bottomLeft: ['└', '+'],
	bottomRight: ['┘', '+'],
	/** The junction of a pane's title row with the left border. */
	teeRight: ['├', '+'],
	/** The junction of a pane's title row with the right border. */
	teeLeft: ['┤', '+'],
	/** The upper end of the border between the panes. */
	teeDown: ['┬', '+'],
	/** The lower end of the border between the panes. */
	teeUp: ['┴', '+'],
	barDone: ['━', '='],
	barTip: ['╸', '>'],
	barRest: ['─', '-'],
	/** The bars of a sparkline from the lowest to the highest, each one cell wide. */
	sparklineBars: ['▁▂▃▄▅▆▇█', '_.-=#'],
	/** Marks the focused pane and the selected row. */
	pointer: ['▸', '>'],
	ellipsis: ['…', '~'],
	/** Separates fields in one row. */
	separator: ['·', '-'],
	warning: ['!', '!'],
	markedRun: ['•', '+'],
	/** Follows the title of the sort column if the list is sorted in ascending order. */
	ascending: ['▴', '^'],
	/** Follows the title of the sort column if the list is sorted in descending order. */
	descending: ['▾', 'v'],
	/** Shows that rows above the visible ones are hidden. */
	above: ['↑', '^'],
	/** Shows that rows below the visible ones are hidden. */
	below: ['↓', 'v'],
	/** Precedes the number of cells that the log is scrolled to the right. */
	sideways: ['→', '+'],
	gap: ['┄', '-'],
	/** Precedes the progress of downloads. May be wider than one cell. */
	download: ['⇣', 'dl '],
	/** Shows that a run has ended and that the user has not looked at the run since then. */
	newEnd: ['●', 'D'],
	unread: ['─', '='],
	selectedLine: ['┃', ':'],
	/** Replaces an unknown number. */
	unknown: ['–', '-'],
	/** Separates two keys with opposite effects, such as up and down. */
	keySeparator: ['', '/'],
} satisfies Readonly<Record<string, Pair>>;

/**
 * The symbol of each state of a run. `waiting`: the service has not responded yet. `stalled`: no progress for long.
 * `late`: far slower than usual.
 */
const phases: Readonly<Record<Phase | 'waiting' | 'stalled' | 'late', Pair>> = {
	waiting: ['◌', '.'],
	queued: ['○', 'o'],
	running: ['►', '*'],
	stalled: ['‖', '='],
	late: ['»', 'L'],
	succeeded: ['✓', 'v'],
	failed: ['✗', 'x'],
	canceled: ['⊘', '/'],
	other: ['?', '?'],
};

const nodes: Readonly<Record<NodeState, Pair>> = {
	cached: ['≡', '='],
	running: ['►', '*'],
	done: ['✓', 'v'],
	failed: ['✗', 'x'],
	interrupted: ['⊘', '/'],
	ended: ['?', '?'],
	known: ['·', '.'],
};

/**
 * The labels of the arrow keys. A label may be wider than one cell. A terminal that supports only ASCII shows the name
 * of the key instead, such as `up`.
 */
const arrows = {up: '↑', down: '↓', left: '←', right: '→'};

export type Glyphs = Readonly<Record<keyof typeof symbols, string>> & {
	readonly phases: Readonly<Record<keyof typeof phases, string>>;
	readonly nodes: Readonly<Record<NodeState, string>>;
	readonly kinds: Readonly<Record<OutputKind, string>>;
	readonly arrows: Readonly<Record<string, string>>;
};

export function glyphsFor(ascii: boolean): Glyphs {
	const choose = <Name extends string>(pairs: Readonly<Record<Name, Pair>>) =>
		Object.fromEntries(
			Object.entries<Pair>(pairs).map(([name, pair]) => [name, pair[ascii ? 1 : 0]]),
		) as Record<Name, string>;
	return {
		...choose(symbols),
		phases: choose(phases),
		nodes: choose(nodes),
		kinds: byOutputKind(({glyph, asciiGlyph}) => (ascii ? asciiGlyph : glyph)),
		arrows: ascii ? {} : arrows,
	};
}
