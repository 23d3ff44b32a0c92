import {Writable} from 'node:stream';
import {
	beginSynchronizedUpdate,
	disableAutoWrap,
	enableAutoWrap,
	endSynchronizedUpdate,
	enterAlternateScreen,
	eraseFrame,
	hideCursor,
	homeAndEraseDown,
	leaveAlternateScreen,
	showCursor,
} from '../modes.ts';
import {cellWidth, hasUncertainWidth, straighten, styleSequence} from '../width.ts';
import {takeCursor} from './ink-cursor.ts';

export type TerminalOutput = {
	write(chunk: string | Uint8Array, callback: (error?: Error | null) => void): boolean;
};

type Size = {readonly columns: number; readonly rows: number};

/** A row of a frame: text with styles. It may be narrower or wider than the terminal. */
type Row = {
	readonly line: string;
	/** In cells. */
	readonly width: number;
	/** Whether terminals may disagree about the width, as for many emoji. */
	readonly isUncertain: boolean;
};

const blankRow: Row = {line: '', width: 0, isUncertain: false};
const eraseToEnd = '\u001B[K';

// Before each frame Ink erases the lines of the last one, or the whole screen.
// oxlint-disable-next-line no-control-regex
const erasure = /^(?:\u001B\[1;1H\u001B\[J|(?:\u001B\[2K(?:\u001B\[1A)?)+\u001B\[G)/;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;
// oxlint-disable-next-line no-control-regex
const onlyModes = /^(?:\u001B\[\?[\d;]+[hl])+$/;

/**
 * The stream that Ink writes to instead of stdout. Ink writes each frame as a whole. This stream sends only the rows
 * that change, and nothing if none does. The cursor is hidden, or stands at its place after each frame (Ink's
 * `useCursor`). After a resize it draws the whole screen as soon as a frame has the new size. While the terminal does not
 * take what was sent, frames are dropped; then the newest one is drawn.
 */
export class FrameStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #target: TerminalOutput;
	/** The last frame that Ink wrote. */
	#frame: readonly Row[] = [];
	/**
	 * The rows that the terminal shows. Null if they are unknown: before the first frame, after a resize, or after
	 * output that is not a frame and may have changed the screen.
	 */
	#shown: readonly Row[] | null = null;
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
				this.#frame = text.split('\n').map((line, index) => {
					const last = this.#frame[index];
					return last?.line === line ? last : rowOf(line);
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
				? homeAndEraseDown + changedRows([], frame)
				: changedRows(this.#shown, frame);
		const cursor = this.#cursor;
		const hides = this.#shownCursor !== '' && (cells !== '' || cursor === '');
		const output = (hides ? hideCursor : '') + cells;
		const isMoved = cells !== '' || cursor !== this.#shownCursor;
		this.#shown = frame;
		this.#shownCursor = cursor;

		if (isMoved) {
			this.#send(beginSynchronizedUpdate + output + cursor + endSynchronizedUpdate);
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

function rowOf(line: string): Row {
	const plain = line.replaceAll(styleSequence, '');
	return {line, width: cellWidth(plain), isUncertain: hasUncertainWidth(plain)};
}

/** Returns the sequences that write the rows of a frame that differ from those that are shown. */
function changedRows(shown: readonly Row[], frame: readonly Row[]): string {
	return Array.from({length: Math.max(shown.length, frame.length)}, (_, index) => {
		const [old, row] = [shown[index] ?? blankRow, frame[index] ?? blankRow];
		return old.line === row.line ? '' : moveTo(index, 0) + rewritten(old, row);
	}).join('');
}

function rewritten(old: Row, {line, width, isUncertain}: Row): string {
	if (isUncertain || old.isUncertain) {
		// The terminal may have drawn the old text over other cells, and may wrap the new one.
		return eraseToEnd + disableAutoWrap + straighten(line) + enableAutoWrap;
	}

	// After a full row, the sequence would erase its last cell.
	return width < old.width ? line + eraseToEnd : line;
}

/** Moves the cursor to a row and a column, both from 0. */
function moveTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}
