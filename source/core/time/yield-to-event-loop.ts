import {setImmediate} from 'node:timers/promises';

const turns = 4;

/**
 * Lets the event loop process pending input, such as the first response or a new terminal size, before a frame is
 * drawn. This avoids a second frame.
 */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
