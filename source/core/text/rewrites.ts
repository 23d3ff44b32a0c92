const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Applies carriage returns: calls `call` with each range of UTF-16 units that is still visible after them. For
 * `10%\r50%\r90%` it is the range of `90%`. Carriage returns at the end of a line are skipped. `to` is exclusive.
 */
export function forEachRewrite(text: string, call: (from: number, to: number) => void): void {
	let from = 0;
	let to = 0;

	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);

		if (unit === carriageReturn) {
			continue;
		}

		// After carriage returns, a line feed keeps the text before them, and any other character overwrites it.
		if (to < index) {
			if (unit === lineFeed) {
				call(from, to);
			}

			from = index;
		}

		to = index + 1;

		if (unit === lineFeed) {
			call(from, to);
			from = to;
		}
	}

	call(from, to);
}
