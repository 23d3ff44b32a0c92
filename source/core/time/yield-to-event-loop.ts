import {setImmediate} from 'node:timers/promises';

const turns = 4;

/** Processes pending input, such as the first response or a new terminal size. This avoids drawing a second frame. */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
