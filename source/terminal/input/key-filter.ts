import {readEscapeSequence} from '../../core/text/escape-sequence.ts';
import type {Duration} from '../../core/time/clock.ts';
import {escapeCharacter, functionKeys} from './key.ts';
import {parseMouse, type MouseEvent} from './mouse.ts';

const escape = '\u001B';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
/**
 * The key F13, which has no command. It is inserted between an escape and a paste that directly follows. Without it,
 * Ink would read the escape and the start of the paste as one key, and the pasted text as further keys.
 */
const f13 = '\u001B[25~';

/** The time, in milliseconds, to wait for more input after an escape, which may be a whole key. */
const escapeTimeoutMs: Duration = 25;
/**
 * The time to wait for the rest of a sequence that has begun, such as `ESC [`. It is longer, since a slow connection may
 * split a sequence, and its rest, such as `B`, would act as other keys.
 */
const sequenceTimeoutMs: Duration = 300;
/**
 * The time to wait for the end of a paste. Without this limit, all later keys, even ctrl+c, could count as pasted text.
 */
const pasteTimeoutMs: Duration = 1000;
const maxStringLength = 65_536;

/**
 * Matches a response of the terminal without the `ESC [` at its start: device attributes (DA), modes (DECRPM), sizes
 * (XTWINOPS), focus, cursor position (CPR), status (DSR).
 */
const reply = /^(?:[?>=][\d;:]*[ -/]*[@-tv-~]|[\d;]*\$y|[\d;]+t|[IO]|\d+;\d+R|[\d;]*[nx])$/;
/**
 * Matches the end of a string sequence such as OSC: BEL or ST. If another control character comes first, the sequence
 * is incomplete: then matches the empty text before that character. An escape as the last character of the input does
 * not match, since it may be the first half of ST.
 */
// oxlint-disable-next-line no-control-regex
const stringEnd = /[\u0007\u009C]|\u001B\\|(?!\u001B$)(?=\p{Cc})/u;

export type InputHandlers = {
	readonly onFocus?: (focused: boolean) => void;
	readonly onMouse?: (event: MouseEvent) => void;
};

/**
 * Filters the terminal's input: removes responses and mouse reports, and replaces the sequences of F1 to F12 by single
 * characters.
 */
export class KeyFilter {
	readonly #handlers: InputHandlers;
	#isPasting = false;
	#pending = '';
	/**
	 * Whether the last key was an escape. Ink may then still wait for more input, because an escape can also begin the
	 * sequence of another key.
	 */
	#endsInEscape = false;

	constructor(handlers: InputHandlers = {}) {
		this.#handlers = handlers;
	}

	/**
	 * The time in milliseconds to wait for further input before calling `expire`. Null if no key, response or paste is
	 * incomplete.
	 */
	get timeoutMs(): Duration | null {
		if (this.#isPasting) {
			return pasteTimeoutMs;
		}

		if (this.#pending === '') {
			return null;
		}

		return this.#pending === escape ? escapeTimeoutMs : sequenceTimeoutMs;
	}

	push(chunk: string): string {
		const input = this.#pending + chunk;
		let keys = '';
		let index = 0;
		this.#pending = '';

		while (index < input.length) {
			const step = this.#isPasting ? this.#readPaste(input, index) : this.#readKeys(input, index);
			keys += step.keys === pasteStart && this.#endsInEscape ? f13 + step.keys : step.keys;
			this.#endsInEscape = step.keys === '' ? this.#endsInEscape : step.keys.endsWith(escape);
			index = step.next;
		}

		return keys;
	}

	/**
	 * Called when no further input has arrived for `timeoutMs`. Returns the pending input if it may be a key or belongs
	 * to a paste, and otherwise discards it. `ESC [` may be alt with `[`, which is `[`.
	 */
	expire(): string {
		const pending = this.#pending;
		this.#pending = '';

		if (this.#isPasting) {
			this.#isPasting = false;
			return pending + pasteEnd;
		}

		this.#endsInEscape = false;
		return pending === escape ? escapeCharacter : pending.length === 2 ? pending.slice(1) : '';
	}

	#readKeys(input: string, index: number): Step {
		if (input[index] !== escape) {
			const found = input.indexOf(escape, index);
			const next = found === -1 ? input.length : found;
			return {keys: input.slice(index, next), next};
		}

		const sequence = readEscapeSequence(input, index);

		if (sequence === 'incomplete') {
			return this.#hold(input, index);
		}

		const {kind, next} = sequence;

		if (kind === 'string') {
			return this.#skipString(input, index, next);
		}

		const text = input.slice(index, next);
		const functionKey = functionKeys.get(text);

		if (functionKey !== undefined || kind !== 'control') {
			return {keys: functionKey ?? text, next};
		}

		const control = text.slice(2);

		// A mouse report in the old form (X10), of terminals without the SGR encoding: three characters follow.
		if (control === 'M') {
			const end = next + 3;
			return end > input.length ? this.#hold(input, index) : {keys: '', next: end};
		}

		const mouse = parseMouse(control);

		if (mouse !== null) {
			if (mouse !== 'ignored') {
				this.#handlers.onMouse?.(mouse);
			}

			return {keys: '', next};
		}

		if (reply.test(control)) {
			if (control === 'I' || control === 'O') {
				this.#handlers.onFocus?.(control === 'I');
			}

			return {keys: '', next};
		}

		this.#isPasting = text === pasteStart;
		return {keys: text, next};
	}

	/** Skips a string sequence such as OSC. The sequence begins at `index`, and its text begins at `start`. */
	#skipString(input: string, index: number, start: number): Step {
		const end = stringEnd.exec(input.slice(start));

		if (end !== null) {
			return {keys: '', next: start + end.index + end[0].length};
		}

		return input.length - start > maxStringLength
			? {keys: '', next: input.length}
			: this.#hold(input, index);
	}

	#readPaste(input: string, index: number): Step {
		const end = input.indexOf(pasteEnd, index);

		if (end !== -1) {
			this.#isPasting = false;
			const next = end + pasteEnd.length;
			return {keys: input.slice(index, next), next};
		}

		const last = input.lastIndexOf(escape);
		const isEnding = last >= index && pasteEnd.startsWith(input.slice(last));
		const next = isEnding ? last : input.length;
		return next === index ? this.#hold(input, index) : {keys: input.slice(index, next), next};
	}

	#hold(input: string, index: number): Step {
		this.#pending = input.slice(index);
		return {keys: '', next: input.length};
	}
}

type Step = {readonly keys: string; readonly next: number};
