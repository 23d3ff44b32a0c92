import type {RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import {idsIn} from './parse-word.ts';
import {quoteInput} from './quote-input.ts';

export type IdLine =
	| {readonly kind: 'id'; readonly id: RunOrderId}
	/** A line that has no id, or an id with white space or control characters, or is too long. */
	| {readonly kind: 'bad'; readonly line: number; readonly text: SafeText};

/** The maximum length of a run order id, in UTF-16 code units. The ids of the service have only 26. */
const longestId = 256;
/** The maximum length of a line, which may be an address or a list with commas. */
const longestLine = 8192;

/**
 * Parses run order ids from text that arrives in chunks. A line has an id, a list of ids or an address with ids (see
 * `idsIn`). Skips empty lines and repeated ids.
 */
export class IdLines {
	readonly #known = new Set<RunOrderId>();
	#rest = '';
	#line = 0;

	push(text: string): readonly IdLine[] {
		const [first = '', ...others] = text.split('\n');
		const lines = [this.#rest + first, ...others];
		// Bounds memory: keeps only the start of a long incomplete line, which is still too long for a valid line.
		this.#rest = (lines.pop() ?? '').trimStart().slice(0, longestLine + 2);
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
		const text = line.trim();

		if (text === '') {
			return [];
		}

		const ids = text.length > longestLine ? [] : idsIn(text);

		if (ids.length === 0 || !ids.every(isValid)) {
			return [{kind: 'bad', line: this.#line, text: quoteInput(text)}];
		}

		const added = [...new Set(ids)].filter(id => !this.#known.has(id));
		added.forEach(id => this.#known.add(id));
		return added.map(id => ({kind: 'id', id}));
	}
}

function isValid(id: string): boolean {
	return id.length <= longestId && !/[\s\p{Cc}\uFFFD]/u.test(id);
}
