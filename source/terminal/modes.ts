import {writeSync} from 'node:fs';

/** Ends what a frame that was cut in the middle may have left open: a string, a synchronized update, a row that does not go on, colours, a link. */
const endCutFrame = '\u001B\\\u001B[?2026l\u001B[?7h\u001B[0m\u001B]8;;\u0007';
/** Stops reports that would be typed into the shell: of the mouse, of the focus, and the brackets around a paste. */
const endReports = '\u001B[?1000l\u001B[?1002l\u001B[?1003l\u001B[?1006l\u001B[?1004l\u001B[?2004l';
/**
 * Leaving the alternate screen puts the cursor where it last was saved, also where the main screen is shown already.
 * Saving it before makes that harmless: on the main screen it stays where it is, the alternate one has a place of its own.
 */
const saveCursor = '\u001B7';
const leaveAlternateScreen = `${saveCursor}\u001B[?1049l`;
const showCursor = '\u001B[?25h';
const hideCursor = '\u001B[?25l';

/** Where the screen is drawn that leaves what was in the terminal as it was. */
export const enterAlternateScreen = '\u001B[?1049h';
/** Begins a screen as Ink does. */
export const enterScreen = enterAlternateScreen + hideCursor;
export const cursorHome = '\u001B[H';
/** How Ink begins anew on a screen that it cannot rely on. */
export const homeAndEraseDown = '\u001B[1;1H\u001B[J';

/** Between these a terminal shows nothing of what it is given: a synchronized update. */
export const beginSynchronizedUpdate = '\u001B[?2026h';
export const endSynchronizedUpdate = '\u001B[?2026l';

/** Between these, what does not fit into a row is written over its last cell and does not go on in the next row. */
export const disableAutoWrap = '\u001B[?7l';
export const enableAutoWrap = '\u001B[?7h';

/** Moves to the first cell of a row, counted from 0. */
export function moveToRow(row: number): string {
	return `\u001B[${row + 1}H`;
}

/** Has what is pasted come between brackets, so that it is told from keys. */
export const enableBracketedPaste = '\u001B[?2004h';

/** Everything that puts a terminal back as a shell expects it. Leaving the alternate screen brings back what was on it. */
export const restoreShellModes = endCutFrame + endReports + leaveAlternateScreen + showCursor;

/** Removes the last frame, which a terminal without an alternate screen would keep below what is printed next. */
export const eraseFrame = endCutFrame + homeAndEraseDown;

/** What the terminal is reached by when nothing else may be relied on. */
export type TerminalRestoreOptions = {
	/**
	 * Takes the screen down: Ink's `unmount`. It comes first, as Ink would do it when the process exits, and draw its
	 * last frame over what was written to the restored terminal.
	 */
	readonly unmount: () => void;
	/** Writes at once, before it returns. */
	readonly write: (text: string) => void;
	/** Gives line editing, echo and signal keys back to the terminal. Last, as ctrl+c throws away what it has not read from then on. */
	readonly endRawMode: () => void;
};

/**
 * Makes what puts the terminal back. It does so once, whatever way out is taken first, and never throws: a terminal
 * that is gone needs nothing.
 */
export function createTerminalRestore({
	unmount: takeDown,
	write,
	endRawMode,
}: TerminalRestoreOptions): () => void {
	let isDone = false;

	return () => {
		if (!isDone) {
			isDone = true;
			attempt(takeDown);
			attempt(() => write(restoreShellModes));
			attempt(endRawMode);
		}
	};
}

function attempt(step: () => void): void {
	try {
		step();
	} catch {
		// The terminal may be gone; whatever comes next is still worth trying.
	}
}

/** How often a full pipe is tried again, and how long is waited between; a tenth of a second in all. */
const maxTries = 20;
const pauseBetween = 5;
const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes to a file descriptor and returns when it is done: for the last words of a process. Gives up on a reader that
 * does not read, and throws what else goes wrong (EIO, EPIPE, EBADF).
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
			Atomics.wait(never, 0, 0, pauseBetween);
		}
	}
}
