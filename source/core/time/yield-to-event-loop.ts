import {setImmediate} from 'node:timers/promises';

/** From received bytes to the new state it takes up to this many turns. */
const turns = 4;

/** Processes pending input, like the first response or a new terminal size, before a frame is drawn, which saves a second frame. */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
