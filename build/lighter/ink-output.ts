import Output from '../../node_modules/ink/build/output.js';

type Transform = (text: string, line: number) => string;

/** What is in the fields of Ink's canvas that it keeps to itself. */
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

/** What Ink leaves out of a row although it is in the text. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Ink's canvas of a frame, with a way past its cells: Ink cuts every row into an object a cell and puts it together again,
 * which is most of what a frame costs. Where the frame is nothing but rows of text, each as it is to be and none over
 * another, they are put below each other. Every other frame goes Ink's way.
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
