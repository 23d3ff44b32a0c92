import type {RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import {quoteInput} from './quote-input.ts';

export type IdLine =
	| {readonly kind: 'id'; readonly id: RunOrderId}
	/** It contains white space or control characters, or is too long for an id. */
	| {readonly kind: 'bad'; readonly line: number; readonly text: SafeText};

/** In UTF-16 units. The service's own ids have 26. */
const longestId = 256;

/** Reads run order ids, one per line, from text that arrives in pieces. Skips empty lines and repeated ids. */
export class IdLines {
	readonly #known = new Set<RunOrderId>();
	#rest = '';
	#line = 0;

	push(text: string): readonly IdLine[] {
		const [first = '', ...others] = text.split('\n');
		const lines = [this.#rest + first, ...others];
		// Bounds the memory for a line without an end. A line longer than an id is invalid.
		this.#rest = (lines.pop() ?? '').trimStart().slice(0, longestId + 2);
		return lines.flatMap(line => this.#read(line));
	}

	/** Reads the last line if it has no line break. */
	end(): readonly IdLine[] {
		const rest = this.#rest;
		this.#rest = '';
		return this.#read(rest);
	}

	#read(line: string): readonly IdLine[] {
		this.#line++;
		const id = line.trim();

		if (id === '' || this.#known.has(id)) {
			return [];
		}

		if (id.length > longestId || /[\s\p{Cc}\uFFFD]/u.test(id)) {
			return [{kind: 'bad', line: this.#line, text: quoteInput(id)}];
		}

		this.#known.add(id);
		return [{kind: 'id', id}];
	}
}
