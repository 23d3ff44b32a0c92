import {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {FrameWriter} from './frame-writer.ts';
import {beginSynchronizedUpdate, cursorHome, endSynchronizedUpdate, enterScreen} from '../modes.ts';

/** The terminal as it is drawn on: what `process.stdout` has of it. */
export type TerminalOutput = {
	write(chunk: string | Uint8Array, callback: (error?: Error | null) => void): boolean;
};

/** Two frames: by then whoever draws has drawn for the new size, and what was under way for the old one is through. */
const settleMs: Duration = 70;

/**
 * So few characters are one piece for the terminal too, of which nobody sees a part; what says that they are to be shown as one
 * would be a tenth of them, and a third in most seconds.
 */
const maxUnsynchronizedLength = 256;

/**
 * The stream that Ink draws on instead of stdout. Ink draws a frame for the old size onto a terminal of the new one
 * before it is told anything, whose long lines then wrap, and repairs rows that are not where it thinks; the remains
 * are never cleaned up. So a change of size is held back from Ink and played to it: nothing is written until the frame
 * for the new size is ready, and then Ink is made to draw the whole of it on an empty screen. What makes it do so is a
 * terminal that loses a row, so before that it is told of one more than there is.
 */
export class DiffingStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #target: TerminalOutput;
	readonly #clock: Clock;
	readonly #frames = new FrameWriter();
	/** What was drawn so far of a frame that is not whole yet; null between frames. */
	#part: string | null = null;
	#isHeld = false;
	#isLent = false;
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

	/** This stream in the type that Ink asks for: it has all that Ink uses of it. */
	asStdout(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}

	/** Begins the screen with a whole frame: it is written as it is, of which nothing could be left out, and read after that. */
	drawFirst(frame: string): void {
		this.#send(enterScreen + beginSynchronizedUpdate + cursorHome + frame + endSynchronizedUpdate);
		this.#frames.shorten(enterScreen + frame, this);
	}

	/** Draws a whole frame on a screen that was begun. */
	draw(frame: string): void {
		this.write(beginSynchronizedUpdate);
		this.write(frame);
		this.write(endSynchronizedUpdate);
	}

	/** Draws everything anew for a size, also for the one that it has already. To be called when the reader's state knows the size. */
	resize(columns: number, rows: number): void {
		if (this.#isLent) {
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

	/**
	 * Before the terminal is given away: what Ink has to say about that is let through, and changes of size are not
	 * played to it until `takeBack`.
	 */
	suspend(): void {
		this.#endFrame();
		this.#cancel();
		this.#isHeld = false;
		this.#isLent = true;
	}

	/** Before Ink has the terminal again, which may be of another size; `resize` is to follow. */
	resume(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.#isLent = false;
	}

	/**
	 * Writes what gives the screen back, and nothing that comes after: at its end Ink draws its frame once more, which nobody
	 * would see, and a slow terminal would have to read before it is given back.
	 */
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

		// Not when it was written: what waited here for its turn would be lost when the process is stopped.
		callback();
	}

	/** Ink begins a frame, writes it and ends it, in the same turn. The terminal gets it in one piece, and nothing where no cell changed. */
	#draw(output: string): void {
		if (output === beginSynchronizedUpdate) {
			this.#part ??= '';
		} else if (output === endSynchronizedUpdate && this.#part !== null) {
			this.#endFrame();
		} else {
			const shortened = this.#frames.shorten(output, this);

			if (this.#part !== null) {
				this.#part += shortened;
			} else if (shortened !== '' || output === '') {
				this.#send(shortened);
				this.#tellDrawn();
			}
		}
	}

	#endFrame(): void {
		const part = this.#part;
		this.#part = null;

		if (part !== null && part !== '') {
			this.#send(
				part.length <= maxUnsynchronizedLength
					? part
					: beginSynchronizedUpdate + part + endSynchronizedUpdate,
			);
			this.#tellDrawn();
		}
	}

	/** Whoever draws beside Ink may have been drawn over. */
	#tellDrawn(): void {
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
