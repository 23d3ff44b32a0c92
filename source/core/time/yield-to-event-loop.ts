import {setImmediate} from 'node:timers/promises';

const turns = 4;

/**
 * Waits until Node.js has handled pending signals. `SIGWINCH` reports a new terminal size; if it were handled later,
 * the next frame would be drawn with the old size, and then once more with the new size.
 */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
