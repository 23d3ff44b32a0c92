import {VirtualScreen} from '../test/helpers/virtual-screen.ts';
import type {OnScreen} from './process.ts';

/** Bytes that a program wrote, and the bytes of the cells that changed by them. */
export type Traffic = {readonly bytes: number; readonly changed: number};

/** Counts a program's output. Returns a function for the counts since its last call. */
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
		const counted = {bytes, changed};
		bytes = 0;
		changed = 0;
		return counted;
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
