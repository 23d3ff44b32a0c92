import type {Duration} from '../domain/clock.ts';
import {readSequence} from './read-sequence.ts';

/** What F1 becomes: a character of the private use area, as Ink has no name for that key. */
export const f1Key = '\u{F101}';

const escape = '\u001B';
const bell = '\u0007';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
const f1Sequences: ReadonlySet<string> = new Set([
	'\u001BOP',
	'\u001B[11~',
	'\u001B[[A',
	'\u001B[P',
]);

/** How long the rest may take of what can still be a key, like an escape alone; Ink waits as long. */
const keyPatience: Duration = 20;
/** How long the rest may take of what nobody can have typed. */
const replyPatience: Duration = 500;
/** A string from the terminal that is longer is none. */
const longestString = 65_536;

/** A control sequence without its introducer that is the terminal's answer: device attributes and the like, modes, sizes, focus, the cursor's place, states. */
const reply = /^(?:[?>=][\d;:]*[ -/]*[@-tv-~]|[\d;]*\$y|[\d;]+t|[IO]|\d+;\d+R|[\d;]*[nx])$/;
/** What a string from the terminal ends at: its own end, or a control, which cannot be in it. */
const stringEnd = /[\p{Cc}]/u;

/**
 * Takes out of what a terminal sends what nobody typed: its answers to questions, also late ones and those that come
 * in pieces. Puts `f1Key` in the place of F1. Everything else passes as it is, a paste in brackets in particular.
 */
export class KeyFilter {
	#mode: 'keys' | 'string' | 'paste' = 'keys';
	/** The start of a sequence whose rest is awaited. */
	#held = '';
	#stringLength = 0;

	/** How long to wait for the next `push` before `expire` is due; null while nothing is held back. */
	get patience(): Duration | null {
		if (this.#mode === 'string' || (this.#mode === 'keys' && this.#held.length > 2)) {
			return replyPatience;
		}

		return this.#held === '' ? null : keyPatience;
	}

	/** Takes the next piece, gives what of it are keys. */
	push(piece: string): string {
		const input = this.#held + piece;
		let keys = '';
		let index = 0;
		this.#held = '';

		while (index < input.length) {
			const step = this.#step(input, index);
			keys += step.keys;
			index = step.next;
		}

		return keys;
	}

	/** The rest did not come: gives what was held back, if it can have been a key. */
	expire(): string {
		const isReply = this.patience === replyPatience;
		const held = this.#held;
		this.#held = '';

		if (this.#mode === 'string') {
			this.#mode = 'keys';
		}

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

		const sequence = readSequence(input, index);

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

		if (f1Sequences.has(text)) {
			return {keys: f1Key, next};
		}

		if (kind === 'control' && reply.test(text.slice(2))) {
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
			if (this.#stringLength > longestString) {
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
