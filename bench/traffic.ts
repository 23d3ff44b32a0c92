import {VirtualScreen} from '../test/helpers/virtual-screen.ts';
import type {OnScreen} from './process.ts';

/** Bytes that a program wrote to its terminal, and those of the cells whose text became another by that. */
export type Traffic = {readonly bytes: number; readonly changed: number};

/** Counts what a program writes from now on; the function that it gives says how much there was since its last call. */
export function watchTraffic(
	running: OnScreen,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): () => Promise<Traffic> {
	const shown = new VirtualScreen(columns, rows, () => {});
	let before: readonly string[] = [];
	let bytes = 0;
	let changed = 0;
	let drawing = Promise.resolve();
	running.onData(text => {
		bytes += Buffer.byteLength(text);
		drawing = drawing.then(async () => {
			await new Promise<void>(resolve => {
				shown.write(text, resolve);
			});
			const after = shown.lines();
			changed += before.length === 0 ? 0 : changedBytes(before, after);
			before = after;
		});
	});
	return async () => {
		await drawing;
		const told = {bytes, changed};
		bytes = 0;
		changed = 0;
		return told;
	};
}

function changedBytes(before: readonly string[], after: readonly string[]): number {
	let bytes = 0;

	for (const [row, line] of after.entries()) {
		const old = [...(before[row] ?? '')];

		for (const [column, cell] of [...line].entries()) {
			bytes += cell === old[column] ? 0 : Buffer.byteLength(cell);
		}
	}

	return bytes;
}
