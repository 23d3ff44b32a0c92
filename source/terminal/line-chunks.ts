/** The approximate length of a chunk, in characters. Building such a chunk is too fast to delay a frame noticeably. */
const chunkLength = 65_536;

/**
 * Joins lines, each with a line break, into chunks, because a very long log does not fit into one string. Yields at
 * least one chunk for each portion of lines, even if the portion is empty. So the caller can handle key presses after
 * each portion.
 */
export function* lineChunks(portions: Iterable<readonly string[]>): Generator<string, void> {
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
