import type {RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import {quoteInput} from './quote-input.ts';

export type IdLine =
	| {readonly kind: 'id'; readonly id: RunOrderId}
	/** A line that is not an id: it contains white space or control characters, or is too long. */
	| {readonly kind: 'bad'; readonly line: number; readonly text: SafeText};

/** The maximum length of a run order id, in UTF-16 code units. The ids of the service have only 26. */
const longestId = 256;

/** Parses run order ids, one per line, from text that arrives in chunks. Skips empty lines and repeated ids. */
export class IdLines {
	readonly #known = new Set<RunOrderId>();
	#rest = '';
	#line = 0;

	push(text: string): readonly IdLine[] {
		const [first = '', ...others] = text.split('\n');
		const lines = [this.#rest + first, ...others];
		// Bounds memory: keeps only the start of a long incomplete line, which is still too long for a valid id.
		this.#rest = (lines.pop() ?? '').trimStart().slice(0, longestId + 2);
		return lines.flatMap(line => this.#read(line));
	}

	/** Parses the last line if no newline follows it. */
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
