/** Characters of a chunk, about: enough that writing one costs more than its share of the overhead, and made in less than a frame. */
const chunkLength = 65_536;

/**
 * Lines as pieces of text with line ends, each of them a number of lines, so that a log of any length is written
 * without ever being one text, and keys are heard between the pieces.
 */
export function* lineChunks(lines: Iterable<string>): Iterable<string> {
	let chunk = '';

	for (const line of lines) {
		chunk += `${line}\n`;

		if (chunk.length >= chunkLength) {
			yield chunk;
			chunk = '';
		}
	}

	if (chunk !== '') {
		yield chunk;
	}
}
