import {setImmediate} from 'node:timers/promises';

/** What comes in takes up to so many turns of the event loop: the bytes, what is read of them, the state. */
const turns = 4;

/**
 * Lets what came in meanwhile be taken in before a frame is drawn, so that it need not be drawn twice: the first answer, the size
 * that the terminal has by now. Where nothing came this takes no time.
 */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
