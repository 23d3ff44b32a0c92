import type {Readable} from 'node:stream';
import {quoteInput} from '../config/quote-input.ts';
import {idsIn, looksLikeId} from '../core/run-ids.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel} from '../core/time/clock.ts';
import type {InputProblem} from '../store/notice.ts';

/** The maximum length of a run order id, in UTF-16 code units. The ids of the service have only 26. */
const longestId = 256;
/** The maximum length of a line, which may be an address or a list with commas. */
const longestLine = 8192;

type IdReader = {
	readonly add: (ids: readonly RunOrderId[]) => void;
	/** Called for the first invalid line, and for an error while reading the input. */
	readonly warn: (problem: InputProblem) => void;
	readonly ended: () => void;
};

/**
 * Reads run order ids from a stream. A line has an id, a list of ids or an address with ids (see `idsIn`). Returns a
 * function that stops reading and destroys the stream.
 */
export function readIds(input: Readable, {add, warn, ended}: IdReader): Cancel {
	let isStopped = false;

	async function read(): Promise<void> {
		let number = 0;
		let hasWarned = false;

		for await (const lines of linesOf(input, fail)) {
			const ids: RunOrderId[] = [];

			for (const line of isStopped ? [] : lines) {
				const found = idsOfLine(line);
				number++;
				ids.push(...(found ?? []));

				if (found === null && !hasWarned) {
					hasWarned = true;
					warn({kind: 'bad-line', line: number, text: quoteInput(line.trim())});
				}
			}

			if (ids.length > 0) {
				add(ids);
			}
		}

		if (!isStopped) {
			ended();
		}
	}

	function fail({code, name}: NodeJS.ErrnoException): void {
		if (!isStopped) {
			warn({kind: 'input-unreadable', why: cleanName(code ?? name)});
		}
	}

	void read();
	return () => {
		isStopped = true;
		input.destroy();
	};
}

/** Yields the lines that have arrived, and at last the rest without a newline. */
async function* linesOf(
	input: Readable,
	fail: (error: Error) => void,
): AsyncGenerator<readonly string[]> {
	let rest = '';

	try {
		for await (const text of input.setEncoding('utf8') as AsyncIterable<string>) {
			const [first = '', ...others] = text.split('\n');
			const lines = [rest + first, ...others];
			// Bounds memory: keeps only the start of a long incomplete line, which is still too long for a valid line.
			rest = (lines.pop() ?? '').trimStart().slice(0, longestLine + 2);
			yield lines;
		}
	} catch (error) {
		fail(error as Error);
	}

	yield [rest];
}

/** Null for a line without an id, with another word than whole ids, or with a control character, or that is too long. */
function idsOfLine(line: string): readonly RunOrderId[] | null {
	const text = line.trim();

	if (text === '') {
		return [];
	}

	const ids = text.length > longestLine ? [] : idsIn(text);
	return ids.length > 0 && ids.every(isValid) ? ids : null;
}

function isValid(id: string): boolean {
	return looksLikeId(id) && id.length <= longestId && !/[\p{Cc}\uFFFD]/u.test(id);
}
