import {setImmediate} from 'node:timers/promises';

/** Characters of a chunk, about: enough that writing one costs more than its share of the overhead, and made in less than a frame. */
const chunkLength = 65_536;

/**
 * Lines as pieces of text with line ends, each of them a number of lines, so that a log of any length is written
 * without ever being one text, and keys are heard between the pieces. A portion of lines is never joined with the next, which
 * is made later; of one without lines comes the empty text.
 */
export function* lineChunks(portions: Iterable<readonly string[]>): Iterable<string> {
	for (const lines of portions) {
		let chunk = '';

		for (const line of lines) {
			chunk += `${line}\n`;

			if (chunk.length >= chunkLength) {
				yield chunk;
				chunk = '';
			}
		}

		yield chunk;
	}
}

/** The same pieces from the first one on that is not empty; null where there is none. Others have their turn meanwhile. */
export async function skipEmptyChunks(chunks: Iterable<string>): Promise<Iterable<string> | null> {
	const iterator = chunks[Symbol.iterator]();

	for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
		if (next.value !== '') {
			return goOn(next.value, iterator);
		}

		await setImmediate();
	}

	return null;
}

function* goOn(first: string, rest: Iterator<string>): Iterable<string> {
	yield first;

	for (let next = rest.next(); next.done !== true; next = rest.next()) {
		yield next.value;
	}
}
