import {openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

const controllingTerminal = '/dev/tty';

/** Opens the controlling terminal (POSIX) to read keys, when standard input is not the terminal. Null if there is none. */
export function openKeyboard(): ReadStream | null {
	try {
		return new ReadStream(openSync(controllingTerminal, 'r'));
	} catch {
		// There is no controlling terminal, or this is Windows.
		return null;
	}
}
