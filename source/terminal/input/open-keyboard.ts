import {openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

/** Where the terminal of a process is, whatever its standard streams are. */
const ownTerminal = '/dev/tty';

/** Opens the terminal itself to read keys from, where standard input has something else; null where there is none. */
export function openKeyboard(): ReadStream | null {
	try {
		return new ReadStream(openSync(ownTerminal, 'r'));
	} catch {
		// Not attached to a terminal, or a system that has none by this name: there is nobody to press a key.
		return null;
	}
}
