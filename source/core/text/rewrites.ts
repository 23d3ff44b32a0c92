const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Calls with what is left of a text after its carriage returns, stretch by stretch (by UTF-16 units: `from` is in it,
 * `to` is not): of `10%\r50%\r90%` the `90%`. Returns at the end of a line rewrite nothing, they are left out.
 */
export function forEachRewrite(text: string, call: (from: number, to: number) => void): void {
	let from = 0;
	let to = 0;

	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);

		if (unit === carriageReturn) {
			continue;
		}

		// There were returns. At the line's end they rewrite nothing; else what comes now replaces what was before.
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
