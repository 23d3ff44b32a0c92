import type {Duration} from '../../core/time/clock.ts';
import {functionKeys} from './function-keys.ts';
import {x10MouseLength, x10MouseReport, parseMouse, type MouseEvent} from './mouse.ts';
import {readEscapeSequence} from '../../core/text/escape-sequence.ts';

const escape = '\u001B';
const bell = '\u0007';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
/**
 * The sequence of F13, which has no command. Ink reads an escape and the sequence after it as one key. If that
 * sequence is the start of a paste, Ink would miss it and read the pasted text as keys. Therefore F13 is inserted
 * between the escape and the paste.
 */
const f13 = '\u001B[25~';

/** The time to wait for the rest of input that may be a key, such as an escape. Ink waits equally long. */
const keyTimeoutMs: Duration = 20;
/** The time to wait for the rest of input that can only be a response of the terminal. */
const replyTimeoutMs: Duration = 500;
/** The time to wait for the end of a paste. Without it, all later keys, even ctrl+c, could count as pasted text. */
const pasteTimeoutMs: Duration = 1000;
const maxStringLength = 65_536;

/**
 * Matches a response of the terminal, without its CSI: device attributes (DA), modes (DECRPM), sizes (XTWINOPS),
 * focus, cursor position (CPR), status (DSR).
 */
const reply = /^(?:[?>=][\d;:]*[ -/]*[@-tv-~]|[\d;]*\$y|[\d;]+t|[IO]|\d+;\d+R|[\d;]*[nx])$/;
/** Matches the end of a string sequence: BEL, ST, or any other control character, because a string contains none. */
const stringEnd = /[\p{Cc}]/u;

/** Removes the terminal's responses from its input, and replaces function keys by single characters. */
export class KeyFilter {
	readonly #onFocus: (focused: boolean) => void;
	readonly #onMouse: (event: MouseEvent) => void;
	#mode: 'keys' | 'string' | 'paste' = 'keys';
	#pending = '';
	#stringLength = 0;
	/** Whether the last key was an escape. Ink may still wait for the rest of its sequence. */
	#endsInEscape = false;

	constructor(
		onFocus: (focused: boolean) => void = () => {},
		onMouse: (event: MouseEvent) => void = () => {},
	) {
		this.#onFocus = onFocus;
		this.#onMouse = onMouse;
	}

	/** The time to wait for further input before calling `expire`; null if no input is pending. */
	get timeoutMs(): Duration | null {
		if (this.#mode === 'paste') {
			return pasteTimeoutMs;
		}

		if (this.#mode === 'string' || (this.#mode === 'keys' && this.#pending.length > 2)) {
			return replyTimeoutMs;
		}

		return this.#pending === '' ? null : keyTimeoutMs;
	}

	push(chunk: string): string {
		const input = this.#pending + chunk;
		let keys = '';
		let index = 0;
		this.#pending = '';

		while (index < input.length) {
			const step = this.#step(input, index);
			keys += step.keys === pasteStart && this.#endsInEscape ? f13 + step.keys : step.keys;
			this.#endsInEscape = step.keys === '' ? this.#endsInEscape : step.keys.endsWith(escape);
			index = step.next;
		}

		return keys;
	}

	/** Stops waiting for further input. Returns the pending input if it may be a key or belongs to a paste. */
	expire(): string {
		const isReply = this.timeoutMs === replyTimeoutMs;
		const pending = this.#pending;
		this.#pending = '';

		if (this.#mode === 'paste') {
			this.#mode = 'keys';
			return pending + pasteEnd;
		}

		if (this.#mode === 'string') {
			this.#mode = 'keys';
		}

		this.#endsInEscape = !isReply && pending.endsWith(escape);
		return isReply ? '' : pending;
	}

	#step(input: string, index: number): Step {
		if (this.#mode === 'paste') {
			return this.#readPaste(input, index);
		}

		return this.#mode === 'keys' ? this.#readKeys(input, index) : this.#skipString(input, index);
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
			if (mouse !== 'ignored') {
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
		this.#pending = input.slice(index);
		return {keys: '', next: input.length};
	}
}

type Step = {readonly keys: string; readonly next: number};

function parseFocus(control: string): boolean | null {
	return control === 'I' ? true : control === 'O' ? false : null;
}
