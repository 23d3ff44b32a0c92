import Output from '../../node_modules/ink/build/output.js';

type Transform = (text: string, line: number) => string;

/** Private fields of Ink's `Output`. */
type Fields = {
	readonly height: number;
	readonly operations: ReadonlyArray<
		| {
				readonly type: 'write';
				readonly x: number;
				readonly y: number;
				readonly text: string;
				readonly transformers: readonly Transform[];
		  }
		| {readonly type: 'clip' | 'unclip'}
	>;
};

/** Ink drops these characters from a row. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Ink's `Output` with a fast path. Ink splits every row into one object per cell and joins them again, which is most of the
 * cost of a frame. A frame that consists only of whole rows, without overlaps, is joined directly.
 */
export default class RowsOutput extends Output {
	override get(): {output: string; height: number} {
		const fields = this as unknown as Fields;
		const rows = rowsOf(fields);
		return rows === null ? super.get() : {output: rows.join('\n'), height: fields.height};
	}
}

function rowsOf({height, operations}: Fields): readonly string[] | null {
	const rows = Array.from({length: height}, () => '');
	let last = -1;

	for (const operation of operations) {
		if (operation.type !== 'write') {
			return null;
		}

		const {x, y, text, transformers} = operation;

		if (x !== 0 || y <= last || y >= height || text.includes('\n') || invisible.test(text)) {
			return null;
		}

		rows[y] = transformers.reduce((row, transform) => transform(row, 0), text).trimEnd();
		last = y;
	}

	return rows;
}
