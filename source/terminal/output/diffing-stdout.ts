import {Writable} from 'node:stream';
import {
	beginSynchronizedUpdate,
	endSynchronizedUpdate,
	enterAlternateScreen,
	eraseFrame,
	hideCursor,
	homeAndEraseDown,
	leaveAlternateScreen,
	showCursor,
} from '../modes.ts';
import {frameChanges, moveTo, wholeFrame} from './frame-changes.ts';
import {FrameRow, styleSequence} from './frame-row.ts';
import {takeCursor} from './ink-cursor.ts';

export type TerminalOutput = {
	write(chunk: string | Uint8Array, callback: (error?: Error | null) => void): boolean;
};

type Size = {readonly columns: number; readonly rows: number};

/**
 * The maximum length, in characters, of a frame that is sent without a synchronized update (mode 2026). The terminal
 * shows such a short frame at once, so the 16 characters that begin and end a synchronized update are not worthwhile.
 */
const maxUnsynchronizedLength = 256;

// Before each frame Ink erases the lines of the last one, or the whole screen.
// oxlint-disable-next-line no-control-regex
const erasure = /^(?:\u001B\[1;1H\u001B\[J|(?:\u001B\[2K(?:\u001B\[1A)?)+\u001B\[G)/;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;
// oxlint-disable-next-line no-control-regex
const onlyModes = /^(?:\u001B\[\?[\d;]+[hl])+$/;

/**
 * The stream that Ink writes to instead of stdout. Ink writes each frame as a whole. This stream sends only the cells
 * that change, and nothing if none does. The cursor is hidden, or stands at its place after each frame (Ink's
 * `useCursor`). After a resize it draws the whole screen as soon as a frame has the new size. While the terminal does not
 * take what was sent, frames are dropped; then the newest one is drawn.
 */
export class DiffingStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #target: TerminalOutput;
	/** The last frame that Ink wrote. */
	#frame: readonly FrameRow[] = [];
	/**
	 * The rows that the terminal shows. Null if they are unknown: before the first frame, after a resize, or after
	 * output that is not a frame and may have changed the screen.
	 */
	#shown: readonly FrameRow[] | null = null;
	/** The sequence that shows the cursor at its place in the last frame; empty if the cursor is hidden. */
	#cursor = '';
	/** The last `#cursor` that was sent. */
	#shownCursor = '';
	#isEntered = false;
	/** The number of writes that the terminal has not taken yet. */
	#waiting = 0;
	/** Whether a frame was dropped meanwhile. */
	#isBehind = false;
	#isSuspended = false;
	#isFinished = false;

	constructor(target: TerminalOutput, {columns, rows}: Size) {
		super({decodeStrings: false});
		this.#target = target;
		this.columns = columns;
		this.rows = rows;
	}

	asStdout(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}

	/**
	 * Sets the size and draws the whole screen, even if the size is unchanged. Must be called after the store has
	 * received the new size, because Ink draws a new frame during this call.
	 */
	resize(columns: number, rows: number): void {
		if (this.#isSuspended || this.#isFinished) {
			return;
		}

		const isNewSize = columns !== this.columns || rows !== this.rows;
		this.columns = columns;
		this.rows = rows;
		this.#shown = null;

		if (isNewSize) {
			this.emit('resize');
		}

		this.#draw();
	}

	/** Draws nothing until `resume`. Must be called before Ink suspends the terminal. */
	suspend(): void {
		this.#isSuspended = true;
	}

	/** Ends the effect of `suspend`. Must be called after Ink has resumed; then `resize` draws the screen, once. */
	resume(): void {
		this.#isSuspended = false;
	}

	/**
	 * Writes `modes`, the sequence that leaves the alternate screen and resets the terminal's modes. Discards all later
	 * output, because Ink draws a last frame at `unmount`, which would appear on the shell's screen.
	 */
	finish(modes: string): void {
		this.write(modes);
		this.#isFinished = true;
	}

	override _write(
		chunk: string | Uint8Array,
		_encoding: BufferEncoding,
		callback: (error?: Error | null) => void,
	): void {
		const output = String(chunk);
		const {rest, cursor} = takeCursor(output);
		const text = rest.replace(erasure, '');
		const plain = text.replaceAll(styleSequence, '');

		// A frame gets a synchronized update here, if it needs one.
		if (
			this.#isFinished ||
			output === beginSynchronizedUpdate ||
			output === endSynchronizedUpdate
		) {
			// Nothing is sent.
		} else if (output === hideCursor) {
			this.#cursor = '';
			this.#shownCursor = '';
			this.#pass(output);
		} else if (control.test(plain)) {
			this.#pass(output);
		} else if (text !== '' || cursor !== null) {
			if (text !== '') {
				const plainLines = plain.split('\n');
				this.#frame = text.split('\n').map((line, index) => {
					const last = this.#frame[index];
					return last?.line === line ? last : new FrameRow(line, plainLines[index] ?? '');
				});
			}

			if (cursor !== null) {
				this.#cursor =
					cursor === 'hidden'
						? ''
						: moveTo(this.#frame.length - 1 - cursor.up, cursor.column) + showCursor;
			}

			this.#draw();
		}

		// Does not wait for the terminal, because output that is queued here would be lost when the process is stopped.
		callback();
	}

	/**
	 * Draws the last frame. Skips a frame that does not fit the current size, because its lines would wrap or scroll the
	 * screen.
	 */
	#draw(): void {
		const {columns, rows} = this;
		const frame = this.#frame;

		this.#isBehind = this.#waiting > 0;

		if (
			this.#isBehind ||
			this.#isSuspended ||
			frame.length === 0 ||
			frame.length > rows ||
			frame.some(({width}) => width > columns)
		) {
			return;
		}

		const cells =
			this.#shown === null
				? homeAndEraseDown + wholeFrame(frame)
				: frameChanges(this.#shown, frame);
		const cursor = this.#cursor;
		const hides = this.#shownCursor !== '' && (cells !== '' || cursor === '');
		const output = (hides ? hideCursor : '') + cells;
		const isMoved = cells !== '' || cursor !== this.#shownCursor;
		this.#shown = frame;
		this.#shownCursor = cursor;

		if (isMoved) {
			this.#send(
				cursor === '' && output.length <= maxUnsynchronizedLength
					? output
					: beginSynchronizedUpdate + output + cursor + endSynchronizedUpdate,
			);
		}

		if (cells !== '') {
			// The frame may have overwritten images.
			this.emit('drawn');
		}
	}

	/**
	 * Sends output that is no frame, such as a change of modes. If the output leaves the alternate screen, the frame is
	 * erased first: a terminal without an alternate screen would keep the frame on its main screen.
	 */
	#pass(output: string): void {
		const leaves = output.includes(leaveAlternateScreen);
		const enters = output.includes(enterAlternateScreen);

		if (enters || leaves || !onlyModes.test(output)) {
			this.#shown = null;
		}

		if (leaves) {
			this.#isBehind = false;
		}

		this.#send(leaves && this.#isEntered ? eraseFrame + output : output);
		this.#isEntered = enters || (this.#isEntered && !leaves);
	}

	#send(output: string): void {
		this.#waiting++;
		this.#target.write(output, error => {
			this.#waiting--;

			if (error) {
				this.destroy(error);
			} else if (this.#isBehind) {
				this.#draw();
			}
		});
	}
}
