import type {Duration} from '../../core/time/clock.ts';
import {parseFocus} from './focus.ts';
import {functionKeys} from './function-keys.ts';
import {x10MouseLength, x10MouseReport, parseMouse, type MouseEvent} from './mouse.ts';
import {readEscapeSequence} from '../../core/text/escape-sequence.ts';

const escape = '\u001B';
const bell = '\u0007';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
/**
 * F13, which does nothing. Right behind an escape the start of a paste would be read as one key with it, and all that is
 * pasted as typed; this is read as one with it instead.
 */
const f13 = '\u001B[25~';

/** How long the rest may take of what can still be a key, like an escape alone; Ink waits as long. */
const keyTimeoutMs: Duration = 20;
/** How long the rest may take of what nobody can have typed. */
const replyTimeoutMs: Duration = 500;
/** A paste whose end got lost would take every key that follows for pasted, ctrl+c too. */
const pasteTimeoutMs: Duration = 1000;
/** A string from the terminal that is longer is none. */
const maxStringLength = 65_536;

/** A control sequence without its introducer that is the terminal's answer: device attributes and the like, modes, sizes, focus, the cursor's place, states. */
const reply = /^(?:[?>=][\d;:]*[ -/]*[@-tv-~]|[\d;]*\$y|[\d;]+t|[IO]|\d+;\d+R|[\d;]*[nx])$/;
/** What a string from the terminal ends at: its own end, or a control, which cannot be in it. */
const stringEnd = /[\p{Cc}]/u;

/**
 * Takes out of what a terminal sends what nobody typed: its answers to questions, also late ones and those that come
 * in pieces. Puts characters of their own in the places of the function keys. Everything else passes as it is, a paste in brackets in particular.
 */
export class KeyFilter {
	readonly #onFocus: (focused: boolean) => void;
	readonly #onMouse: (event: MouseEvent) => void;
	#mode: 'keys' | 'string' | 'paste' = 'keys';
	/** The start of a sequence whose rest is awaited. */
	#held = '';
	#stringLength = 0;
	/** Whether the keys so far end in an escape, which Ink may still be holding. */
	#endsInEscape = false;

	/** `onFocus` is told when the terminal's window got or lost the focus, `onMouse` what is done with the mouse. */
	constructor(
		onFocus: (focused: boolean) => void = () => {},
		onMouse: (event: MouseEvent) => void = () => {},
	) {
		this.#onFocus = onFocus;
		this.#onMouse = onMouse;
	}

	/** How long to wait for the next `push` before `expire` is due; null while nothing is held back. */
	get timeoutMs(): Duration | null {
		if (this.#mode === 'paste') {
			return pasteTimeoutMs;
		}

		if (this.#mode === 'string' || (this.#mode === 'keys' && this.#held.length > 2)) {
			return replyTimeoutMs;
		}

		return this.#held === '' ? null : keyTimeoutMs;
	}

	/** Takes the next piece, gives what of it are keys. */
	push(piece: string): string {
		const input = this.#held + piece;
		let keys = '';
		let index = 0;
		this.#held = '';

		while (index < input.length) {
			const step = this.#step(input, index);
			keys += step.keys === pasteStart && this.#endsInEscape ? f13 + step.keys : step.keys;
			this.#endsInEscape = step.keys === '' ? this.#endsInEscape : step.keys.endsWith(escape);
			index = step.next;
		}

		return keys;
	}

	/** The rest did not come: gives what was held back, if it can have been a key. */
	expire(): string {
		const isReply = this.timeoutMs === replyTimeoutMs;
		const held = this.#held;
		this.#held = '';

		if (this.#mode === 'paste') {
			this.#mode = 'keys';
			return held + pasteEnd;
		}

		if (this.#mode === 'string') {
			this.#mode = 'keys';
		}

		this.#endsInEscape = !isReply && held.endsWith(escape);
		return isReply ? '' : held;
	}

	#step(input: string, index: number): Step {
		switch (this.#mode) {
			case 'keys': {
				return this.#readKeys(input, index);
			}

			case 'string': {
				return this.#skipString(input, index);
			}

			case 'paste': {
				return this.#readPaste(input, index);
			}
		}
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
			this.#mode = 'string';
			this.#stringLength = 0;
			return {keys: '', next};
		}

		const text = input.slice(index, next);

		const functionKey = functionKeys.get(text);

		if (functionKey !== undefined) {
			return {keys: functionKey, next};
		}

		if (kind === 'control' && text.slice(2) === x10MouseReport) {
			const end = next + x10MouseLength;
			return end > input.length ? this.#hold(input, index) : {keys: '', next: end};
		}

		const mouse = kind === 'control' ? parseMouse(text.slice(2)) : null;

		if (mouse !== null) {
			if (mouse !== 'none') {
				this.#onMouse(mouse);
			}

			return {keys: '', next};
		}

		if (kind === 'control' && reply.test(text.slice(2))) {
			const focused = parseFocus(text.slice(2));

			if (focused !== null) {
				this.#onFocus(focused);
			}

			return {keys: '', next};
		}

		if (text === pasteStart) {
			this.#mode = 'paste';
		}

		return {keys: text, next};
	}

	#skipString(input: string, index: number): Step {
		const length = input.slice(index).search(stringEnd);
		const end = length === -1 ? input.length : index + length;
		this.#stringLength += end - index;

		if (end === input.length) {
			if (this.#stringLength > maxStringLength) {
				this.#mode = 'keys';
			}

			return {keys: '', next: end};
		}

		if (input[end] === escape && end + 1 === input.length) {
			return this.#hold(input, end);
		}

		this.#mode = 'keys';

		if (input[end] === bell || input[end] === '\u009C') {
			return {keys: '', next: end + 1};
		}

		return {keys: '', next: input.startsWith('\u001B\\', end) ? end + 2 : end};
	}

	#readPaste(input: string, index: number): Step {
		const end = input.indexOf(pasteEnd, index);

		if (end !== -1) {
			this.#mode = 'keys';
			const next = end + pasteEnd.length;
			return {keys: input.slice(index, next), next};
		}

		const last = input.lastIndexOf(escape);
		const isEnding = last >= index && pasteEnd.startsWith(input.slice(last));
		return isEnding && last === index
			? this.#hold(input, index)
			: {
					keys: input.slice(index, isEnding ? last : input.length),
					next: isEnding ? last : input.length,
				};
	}

	#hold(input: string, index: number): Step {
		this.#held = input.slice(index);
		return {keys: '', next: input.length};
	}
}

/** What a part of the input gives, and where the next part starts. */
type Step = {readonly keys: string; readonly next: number};
