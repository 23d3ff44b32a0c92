import type {Phase} from '../../core/execution.ts';
import type {NodeState} from '../../core/log/node-event.ts';
import {byOutputKind, type OutputKind} from '../../core/output/kinds.ts';

type Pair = readonly [unicode: string, ascii: string];

/**
 * The symbols of the screen, in Unicode and in ASCII. Each but `download` is one cell wide in every terminal. No symbol
 * may have an emoji form, since some terminals draw emoji two cells wide.
 */
const symbols = {
	horizontal: ['─', '-'],
	topLeft: ['┌', '+'],
	topRight: ['┐', '+'],
	bottomLeft: ['└', '+'],
	bottomRight: ['┘', '+'],
	teeRight: ['├', '+'],
	teeLeft: ['┤', '+'],
	teeDown: ['┬', '+'],
	teeUp: ['┴', '+'],
	barDone: ['━', '='],
	barTip: ['╸', '>'],
	barRest: ['─', '-'],
	/** Marks the focused pane and the selected row. */
	pointer: ['▸', '>'],
	ellipsis: ['…', '~'],
	/** Between fields in one row. */
	separator: ['·', '-'],
	warning: ['!', '!'],
	markedRun: ['•', '+'],
	/** The direction of the sort column. */
	ascending: ['▴', '^'],
	descending: ['▾', 'v'],
	/** Before the number of hidden rows above and below, and of the cells that the log is scrolled to the right. */
	above: ['↑', '^'],
	below: ['↓', 'v'],
	sideways: ['→', '+'],
	gap: ['┄', '-'],
	download: ['⇣', 'dl '],
	/** A run has ended and was not looked at since. */
	newEnd: ['●', 'D'],
	unread: ['─', '='],
	selectedLine: ['┃', ':'],
	/** Replaces an unknown number. */
	unknown: ['–', '-'],
	/** Between two keys with opposite effects, such as up and down. */
	keySeparator: ['', '/'],
} satisfies Readonly<Record<string, Pair>>;

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

/** The labels of the arrow keys. A terminal that supports only ASCII shows the name of the key instead, such as `up`. */
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
