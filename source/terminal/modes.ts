import {writeSync} from 'node:fs';

/**
 * Ends everything that an interrupted frame may leave open: an incomplete escape sequence (ST), a synchronized update,
 * disabled auto-wrap (DECAWM), styles (SGR), a link (OSC 8).
 */
const endCutFrame = '\u001B\\\u001B[?2026l\u001B[?7h\u001B[0m\u001B]8;;\u0007';
/**
 * Disables mouse reports, focus reports and bracketed paste (xterm). If they stayed enabled, reports would appear as
 * text in the shell.
 */
const endReports = '\u001B[?1000l\u001B[?1002l\u001B[?1003l\u001B[?1006l\u001B[?1004l\u001B[?2004l';
const saveCursor = '\u001B7';
export const hideCursor = '\u001B[?25l';
export const showCursor = '\u001B[?25h';

export const enterAlternateScreen = '\u001B[?1049h';
export const leaveAlternateScreen = '\u001B[?1049l';
/** Ink writes this sequence to repaint the whole screen. */
export const homeAndEraseDown = '\u001B[1;1H\u001B[J';

/** Begins a synchronized update (mode 2026 of kitty, iTerm2 and others). The terminal shows the update when it ends. */
export const beginSynchronizedUpdate = '\u001B[?2026h';
export const endSynchronizedUpdate = '\u001B[?2026l';

/** Disables auto-wrap (DECAWM, VT100): text that exceeds the row overwrites its last cell. */
export const disableAutoWrap = '\u001B[?7l';
export const enableAutoWrap = '\u001B[?7h';

/**
 * Enables bracketed paste (xterm, mode 2004): the terminal marks pasted text, so that the program does not read it as
 * keys.
 */
export const enableBracketedPaste = '\u001B[?2004h';

export const enableFocusReports = '\u001B[?1004h';
export const disableFocusReports = '\u001B[?1004l';

/**
 * Restores the modes that the shell expects. `leaveAlternateScreen` moves the cursor to the position saved last, even
 * if the main screen is already active. Saving the position first keeps the cursor in place in that case.
 */
export const restoreShellModes =
	endCutFrame + endReports + saveCursor + leaveAlternateScreen + showCursor;

/** Erases the last frame on a terminal without an alternate screen. */
export const eraseFrame = endCutFrame + homeAndEraseDown;

type TerminalRestoreOptions = {
	/**
	 * Ink's `unmount`. Called first: otherwise Ink would draw its last frame over the restored terminal when the program
	 * exits.
	 */
	readonly unmount: () => void;
	readonly write: (text: string) => void;
	/**
	 * Ends raw mode. Called last: without raw mode, ctrl+c would make the terminal driver discard output that the
	 * terminal has not read yet, such as the sequences that restore it.
	 */
	readonly endRawMode: () => void;
};

/** Returns a function that restores the terminal. Only its first call has an effect. It never throws. */
export function createTerminalRestore({
	unmount,
	write,
	endRawMode,
}: TerminalRestoreOptions): () => void {
	let isDone = false;

	return () => {
		if (!isDone) {
			isDone = true;
			attempt(unmount);
			attempt(() => write(restoreShellModes));
			attempt(endRawMode);
		}
	};
}

function attempt(step: () => void): void {
	try {
		step();
	} catch {
		// The terminal may be closed. The next step may still work.
	}
}

/** The maximum number of attempts to write to a full terminal. With `retryDelayMs` after each, they take 500 ms. */
const maxTries = 100;
const retryDelayMs = 5;
/** Used to sleep with `Atomics.wait`. Nobody notifies this cell, so that each wait takes the whole timeout. */
const sleepCell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes a text completely and synchronously. Gives up silently if the terminal stays full. Throws other errors (EIO, EPIPE,
 * EBADF).
 */
export function writeAllSync(
	descriptor: number,
	text: string,
	write: typeof writeSync = writeSync,
): void {
	let rest = Buffer.from(text, 'utf8');

	for (let tries = 0; rest.length > 0 && tries < maxTries;) {
		try {
			rest = rest.subarray(write(descriptor, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				throw error;
			}

			tries++;
			Atomics.wait(sleepCell, 0, 0, retryDelayMs);
		}
	}
}
