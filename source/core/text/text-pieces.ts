/** Cuts a text into pieces of `length` UTF-16 units, or one more where a character would be cut in two. */
export function* textPieces(text: string, length: number): Generator<string> {
	for (let from = 0; from < text.length;) {
		const last = from + length - 1;
		const to = (text.codePointAt(last) ?? 0) > 0xff_ff ? last + 2 : last + 1;
		yield text.slice(from, to);
		from = to;
	}
}
