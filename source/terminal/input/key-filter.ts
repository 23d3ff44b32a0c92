import type {Duration} from '../../core/time/clock.ts';
import {escapeCharacter, functionKeys} from './key.ts';

/** A mouse event in a cell. Columns and rows are counted from 0. */
export type MouseEvent = {
	readonly kind: 'click' | 'wheel-up' | 'wheel-down';
	readonly column: number;
	readonly row: number;
};

export type InputHandlers = {
	readonly onFocus?: (focused: boolean) => void;
	readonly onMouse?: (event: MouseEvent) => void;
};

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** The time, in milliseconds, to wait for more input after an escape, which may be a whole key. */
const escapeTimeoutMs: Duration = 25;
/** The time to wait for the rest of `ESC [`: a slow connection may split a sequence, whose rest would act as keys. */
const sequenceTimeoutMs: Duration = 300;
/** The time to wait for the end of a paste. Without it, all later keys, even ctrl+c, could count as pasted text. */
const pasteTimeoutMs: Duration = 1000;

/** Matches the next part of the input, if it is complete. */
const part = new RegExp(
	[
		String.raw`[^\x1B]+`,
		String.raw`\x1B\[200~[^]*?\x1B\[201~`,
		// A control sequence (CSI). The F1 of the Linux console is `ESC [ [ A`.
		String.raw`\x1B\[(?!200~)(?<control>\[[A-E]|[0-?]*[ -\/]*[@-Z\\-~])`,
		// A string sequence, such as OSC, up to its end: BEL or ST.
		String.raw`(?<string>\x1B[\]P_^X]\P{Cc}*(?:[\x07\x9C]|\x1B\\))`,
		// A sequence that another control character cuts. An escape at the end of the input may be the first half of ST.
		String.raw`(?<broken>\x1B(?:\[[0-?]*[ -\/]*|[\]P_^X]\P{Cc}*))(?=\p{Cc})(?!\x1B$)`,
		// An arrow or a function key (SS3), an arrow with alt, a character with alt.
		String.raw`\x1BO[@-~]|\x1B\x1B[\[O][A-D]|\x1B[^\x1B\[\]OP_^X]`,
		String.raw`(?<escape>\x1B)(?=\x1B(?:[^\[O]|[\[O][^A-D]))`,
	].join('|'),
	'guy',
);

/** Matches responses without `ESC [`: attributes (DA), modes (DECRPM), sizes (XTWINOPS), focus, cursor (CPR), status (DSR). */
const reply = /^(?:[?>=][\d;:]*[ -/]*[@-tv-~]|[\d;]*\$y|[\d;]+t|[IO]|\d+;\d+R|[\d;]*[nx])$/;

/** Matches a mouse report in the SGR encoding, without the `ESC [` at its start. */
const mouseReport = /^<(\d+);(\d+);(\d+)([Mm])$/;
const mouseKinds: ReadonlyMap<number, MouseEvent['kind']> = new Map([
	[0, 'click'],
	[64, 'wheel-up'],
	[65, 'wheel-down'],
]);
/** The bits of shift, meta and ctrl in a button code. */
const modifierBits = 4 | 8 | 16;

/**
 * Filters the terminal's input: removes responses and mouse reports, and replaces a lone escape and the sequences of F1
 * to F12 by single characters.
 */
export class KeyFilter {
	readonly #handlers: InputHandlers;
	/** The end of the input that is not complete yet. */
	#pending = '';

	constructor(handlers: InputHandlers = {}) {
		this.#handlers = handlers;
	}

	/** The time in milliseconds to wait for further input before calling `expire`. Null if nothing is incomplete. */
	get timeoutMs(): Duration | null {
		if (this.#pending === '') {
			return null;
		}

		if (this.#pending.startsWith(pasteStart)) {
			return pasteTimeoutMs;
		}

		return isOnlyEscapes(this.#pending) ? escapeTimeoutMs : sequenceTimeoutMs;
	}

	push(chunk: string): string {
		const input = this.#pending + chunk;
		let keys = '';
		let end = 0;

		for (const {0: text, index, groups = {}} of input.matchAll(part)) {
			keys += this.#read(text, groups);
			end = index + text.length;
		}

		this.#pending = input.slice(end);
		return keys;
	}

	/**
	 * Called when no further input has arrived for `timeoutMs`. Returns the pending input if it may be a key or belongs
	 * to a paste, and otherwise discards it. `ESC [` may be alt with `[`, which is `[`.
	 */
	expire(): string {
		const pending = this.#pending;
		this.#pending = '';

		if (pending.startsWith(pasteStart)) {
			return pending + pasteEnd;
		}

		return isOnlyEscapes(pending)
			? escapeCharacter.repeat(pending.length)
			: pending.length === 2
				? pending.slice(1)
				: '';
	}

	#read(
		text: string,
		{control, string, broken, escape}: Record<string, string | undefined>,
	): string {
		if (escape !== undefined) {
			return escapeCharacter;
		}

		if (string !== undefined || broken !== undefined || this.#isReport(control ?? '')) {
			return '';
		}

		return functionKeys.get(text) ?? text;
	}

	/** Returns whether a control sequence is a report of the terminal, and passes it on to the handlers. */
	#isReport(control: string): boolean {
		const {onFocus, onMouse} = this.#handlers;
		const [isMouse, code, x, y, end] = mouseReport.exec(control) ?? [];

		if (isMouse === undefined) {
			if (control === 'I' || control === 'O') {
				onFocus?.(control === 'I');
			}

			return reply.test(control);
		}

		// Terminals use clicks with shift, meta or ctrl themselves, but not the wheel.
		const button = Number(code) >= 64 ? Number(code) & ~modifierBits : Number(code);
		const kind = mouseKinds.get(button);
		const [column, row] = [Number(x) - 1, Number(y) - 1];

		if (kind !== undefined && end === 'M' && column >= 0 && row >= 0) {
			onMouse?.({kind, column, row});
		}

		return true;
	}
}

function isOnlyEscapes(text: string): boolean {
	return text !== '' && text.replaceAll('\u001B', '') === '';
}
