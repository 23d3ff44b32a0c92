import {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {FrameWriter} from './frame-writer.ts';
import {beginSynchronizedUpdate, endSynchronizedUpdate} from '../modes.ts';

export type TerminalOutput = {
	write(chunk: string | Uint8Array, callback: (error?: Error | null) => void): boolean;
};

/** The time for which output is discarded after a resize: two frames, within which Ink draws for the new size. */
const settleMs: Duration = 70;

/**
 * The maximum length, in characters, of a frame that is sent without a synchronized update. Such a short frame does
 * not tear, and the update would make it a tenth to a third longer.
 */
const maxUnsynchronizedLength = 256;

/**
 * The stream that Ink writes to instead of stdout. It sends only the cells that change (see `FrameWriter`). It also
 * controls how Ink handles a resize: otherwise Ink would draw another frame for the old size, whose lines wrap on the
 * new screen and stay there. Therefore output is discarded until Ink has drawn for the new size. Then Ink must repaint
 * the whole screen. It does so when the terminal loses a row, so `resize` first reports one row too many.
 */
export class DiffingStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #target: TerminalOutput;
	readonly #clock: Clock;
	readonly #frames = new FrameWriter();
	/** The output of an unfinished frame; null between frames. */
	#frame: string | null = null;
	#isHeld = false;
	#isSuspended = false;
	#cancel: Cancel = () => {};

	constructor(
		target: TerminalOutput,
		size: {readonly columns: number; readonly rows: number},
		clock: Clock,
	) {
		super({decodeStrings: false});
		this.#target = target;
		this.#clock = clock;
		this.columns = size.columns;
		this.rows = size.rows;
	}

	asStdout(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}

	/** Makes Ink repaint the whole screen, even if the size is unchanged. Must be called after the store has the new size. */
	resize(columns: number, rows: number): void {
		if (this.#isSuspended) {
			return;
		}

		this.#isHeld = true;
		this.#report(columns, rows + 1);
		this.#cancel();
		this.#cancel = this.#clock.after(settleMs, () => {
			this.#isHeld = false;
			this.#report(columns, rows);
		});
	}

	/** Prepares for Ink's suspension of the terminal: stops discarding output, and ignores resizes until `resume`. */
	suspend(): void {
		this.#endFrame();
		this.#cancel();
		this.#isHeld = false;
		this.#isSuspended = true;
	}

	/** Ends a suspension. Must be called before Ink resumes; `resize` must be called after Ink has resumed. */
	resume(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.#isSuspended = false;
	}

	/** Writes the sequence that restores the terminal. Discards later output, because Ink's `unmount` draws a frame again. */
	finish(modes: string): void {
		this.#endFrame();
		this.#cancel();
		this.#isHeld = false;
		this.write(modes);
		this.#isHeld = true;
	}

	override _write(
		chunk: string | Uint8Array,
		_encoding: BufferEncoding,
		callback: (error?: Error | null) => void,
	): void {
		if (!this.#isHeld) {
			this.#draw(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
		}

		// Does not wait for the terminal, because output that is queued here would be lost when the process is stopped.
		callback();
	}

	/** Sends all chunks of a frame together, or nothing if no cell has changed. Ink writes a frame as three chunks. */
	#draw(output: string): void {
		if (output === beginSynchronizedUpdate) {
			this.#frame ??= '';
		} else if (output === endSynchronizedUpdate && this.#frame !== null) {
			this.#endFrame();
		} else {
			const shortened = this.#frames.shorten(output, this);

			if (this.#frame !== null) {
				this.#frame += shortened;
			} else if (shortened !== '' || output === '') {
				this.#sendFrame(shortened);
			}
		}
	}

	#endFrame(): void {
		const frame = this.#frame;
		this.#frame = null;

		if (frame !== null && frame !== '') {
			this.#sendFrame(
				frame.length <= maxUnsynchronizedLength
					? frame
					: beginSynchronizedUpdate + frame + endSynchronizedUpdate,
			);
		}
	}

	#sendFrame(frame: string): void {
		this.#send(frame);
		// The frame may have overwritten images.
		this.emit('drawn');
	}

	#send(output: string): void {
		this.#target.write(output, error => {
			if (error) {
				this.destroy(error);
			}
		});
	}

	#report(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.emit('resize');
	}
}
