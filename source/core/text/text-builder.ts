const capacity = 1 << 15;

/** All builders share one buffer, since building is synchronous and never nested. */
const units = new Uint16Array(capacity);
const bytes = Buffer.from(units.buffer);

/** Builds a text of many megabytes without a string per character. */
export class TextBuilder {
	#done = '';
	#length = 0;

	add(codePoint: number): void {
		if (this.#length > capacity - 2) {
			this.#flush();
		}

		if (codePoint > 0xff_ff) {
			const offset = codePoint - 0x1_00_00;
			units[this.#length++] = 0xd8_00 + (offset >> 10);
			units[this.#length++] = 0xdc_00 + (offset & 0x3_ff);
		} else {
			units[this.#length++] = codePoint;
		}
	}

	/**
	 * Appends `table[unit]` for each UTF-16 unit of `text` from `from` to `to`. Stops at the first unit that maps to 0,
	 * and returns the index at which it stopped.
	 */
	addMapped(table: Uint16Array, text: string, from: number, to: number): number {
		let index = from;

		while (index < to) {
			const end = Math.min(to, index + capacity - this.#length);
			let length = this.#length;
			let unit = 0;

			for (; index < end; index++) {
				unit = table[text.charCodeAt(index)] ?? 0;

				if (unit === 0) {
					break;
				}

				units[length++] = unit;
			}

			this.#length = length;

			if (index < end) {
				break;
			}

			if (length === capacity) {
				this.#flush();
			}
		}

		return index;
	}

	take(): string {
		this.#flush();
		const text = this.#done;
		this.#done = '';
		return text;
	}

	#flush(): void {
		this.#done += bytes.toString('utf16le', 0, this.#length * 2);
		this.#length = 0;
	}
}
