import {openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

/** The controlling terminal of the process (POSIX). */
const controllingTerminal = '/dev/tty';

/** Opens the terminal to read keys, when standard input is not the terminal; null if there is none. */
export function openKeyboard(): ReadStream | null {
	try {
		return new ReadStream(openSync(controllingTerminal, 'r'));
	} catch {
		// No controlling terminal, or Windows.
		return null;
	}
}
