const capacity = 1 << 15;

/** All builders share one buffer. This is safe, since a text is built synchronously and one at a time. */
const units = new Uint16Array(capacity);
const bytes = Buffer.from(units.buffer);

/** Builds a text from code points. It creates no string per character, since texts may have many megabytes. */
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
