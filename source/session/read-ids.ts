import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {quoteInput} from '../config/usage-error.ts';
import {idsIn, looksLikeId, type RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel} from '../core/time/clock.ts';
import type {InputProblem} from '../store/notice.ts';

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
	const lines = createInterface({input, crlfDelay: Infinity});
	let number = 0;
	let hasWarned = false;

	lines.on('line', line => {
		const text = line.trim();
		const ids = idsIn(text);
		number++;

		if (ids.length > 0 && ids.every(id => looksLikeId(id) && !/[\p{Cc}\uFFFD]/u.test(id))) {
			add(ids);
		} else if (!hasWarned && text !== '') {
			hasWarned = true;
			warn({kind: 'bad-line', line: number, text: quoteInput(text)});
		}
	});
	lines.on('close', ended);
	// Also the errors of `input`.
	lines.on('error', ({code, name}: NodeJS.ErrnoException) => {
		warn({kind: 'input-unreadable', why: cleanName(code ?? name)});
		lines.close();
	});
	return () => {
		lines.removeAllListeners();
		lines.close();
		input.destroy();
	};
}
