import {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
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
import {drawSequence, eraseSequence, type PlacedImage} from './images.ts';
import {changedRows, frameRow, moveTo, styleSequence, type FrameRow} from './rows.ts';

export type TerminalOutput = {
	write(chunk: string | Uint8Array, callback: (error?: Error | null) => void): boolean;
};

type Size = {readonly columns: number; readonly rows: number};

/** How long to wait for the frame that empties the cells under new images: if it is the same as before, none comes. */
const imageDelayMs: Duration = 30;

/** Before a frame, Ink hides the cursor, moves it, and erases the lines of the last frame or the whole screen. */
// oxlint-disable-next-line no-control-regex
const beforeFrame = /^(?:\u001B\[(?:\?25l|\d*[ABG]|J|1;1H|2K))+/;
/** After a frame, Ink moves the cursor to its place (`useCursor`): rows up from the last row, and a column from 1. */
// oxlint-disable-next-line no-control-regex
const afterFrame = /(?:\u001B\[(\d+)A)?\u001B\[(\d+)G\u001B\[\?25h$/;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;
// oxlint-disable-next-line no-control-regex
const onlyModes = /^(?:\u001B\[\?[\d;]+[hl])+$/;

/**
 * The stream that Ink writes to instead of stdout. Ink writes each frame as a whole. This stream sends only the rows
 * that change, and nothing if none does. The cursor is hidden, or stands at its place after each frame. Images are drawn
 * over cells that Ink leaves empty. After a resize the whole screen is drawn as soon as a frame has the new size. While
 * the terminal does not take what was sent, frames are dropped; then the newest one is drawn.
 */
export class FrameStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #target: TerminalOutput;
	readonly #clock: Pick<Clock, 'after'>;
	/** The last frame that Ink wrote. */
	#frame: readonly FrameRow[] = [];
	/** The rows that the terminal shows; null if they are unknown: before the first frame, and after other output. */
	#shown: readonly FrameRow[] | null = null;
	/** The sequence that shows the cursor at its place in the last frame; empty if the cursor is hidden. */
	#cursor = '';
	/** The last `#cursor` that was sent; null if it is unknown whether the terminal shows the cursor. */
	#shownCursor: string | null = null;
	#images: readonly PlacedImage[] = [];
	#shownImages: readonly PlacedImage[] = [];
	#cancelImages: Cancel = () => {};
	#isEntered = false;
	/** The number of writes that the terminal has not taken yet. */
	#waiting = 0;
	/** Whether a frame was dropped meanwhile. */
	#isBehind = false;
	#isSuspended = false;
	#isFinished = false;

	constructor(target: TerminalOutput, {columns, rows}: Size, clock: Pick<Clock, 'after'>) {
		super({decodeStrings: false});
		this.#target = target;
		this.#clock = clock;
		this.columns = columns;
		this.rows = rows;
	}

	asStdout(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}

	/** Draws the whole screen, in a new size or the same. The store must have the new size, because Ink draws meanwhile. */
	resize(columns: number, rows: number): void {
		if (this.#isSuspended || this.#isFinished) {
			return;
		}

		const isNewSize = columns !== this.columns || rows !== this.rows;
		Object.assign(this, {columns, rows});
		this.#shown = null;

		if (isNewSize) {
			this.emit('resize');
		}

		this.#draw();
	}

	/** Sets the images on the screen. Erases the others, and draws those that are new. */
	setImages(placed: readonly PlacedImage[]): void {
		const images = placed.map(one => this.#images.find(old => isSame(one, old)) ?? one);

		if (images.length !== this.#images.length || images.some(one => !this.#images.includes(one))) {
			this.#images = images;
			this.#cancelImages();
			this.#cancelImages = this.#clock.after(imageDelayMs, () => this.#draw());
		}
	}

	/** Draws nothing until `resume`. Must be called before Ink suspends the terminal. */
	suspend(): void {
		this.#isSuspended = true;
		this.#eraseImages();
	}

	/** Ends the effect of `suspend`. Must be called after Ink has resumed; then `resize` draws the screen, once. */
	resume(): void {
		this.#isSuspended = false;
	}

	/** Writes `modes`, which restores the shell's screen. Discards all later output, such as Ink's last frame. */
	finish(modes: string): void {
		this.#eraseImages();
		this.#cancelImages();
		this.write(modes);
		this.#isFinished = true;
	}

	override _write(
		chunk: string | Uint8Array,
		_encoding: BufferEncoding,
		callback: (error?: Error | null) => void,
	): void {
		const output = String(chunk);
		const isUpdate = output === beginSynchronizedUpdate || output === endSynchronizedUpdate;

		// `#draw` begins and ends synchronized updates.
		if (!this.#isFinished && !isUpdate) {
			this.#take(output);
		}

		// Does not wait for the terminal, because output that is queued here would be lost when the process is stopped.
		callback();
	}

	#take(output: string): void {
		const [after = '', up = '0', column = '1'] = afterFrame.exec(output) ?? [];
		const rest = output.slice(0, output.length - after.length);
		const [before = ''] = beforeFrame.exec(rest) ?? [];
		const text = rest.slice(before.length);

		if (control.test(text.replaceAll(styleSequence, ''))) {
			this.#pass(output);
			return;
		}

		if (text !== '') {
			this.#frame = text.split('\n').map((line, index) => {
				const last = this.#frame[index];
				return last?.line === line ? last : frameRow(line);
			});
		}

		if (after !== '') {
			this.#cursor = moveTo(this.#frame.length - 1 - Number(up), Number(column) - 1) + showCursor;
		} else if (before.includes(hideCursor)) {
			this.#cursor = '';
		}

		this.#draw();
	}

	/** Draws the last frame, unless it does not fit the current size: its lines would wrap or scroll the screen. */
	#draw(): void {
		const {columns, rows} = this;
		const frame = this.#frame;
		this.#isBehind = this.#waiting > 0;

		if (
			this.#isBehind ||
			this.#isSuspended ||
			this.#isFinished ||
			frame.length === 0 ||
			frame.length > rows ||
			frame.some(({width}) => width > columns)
		) {
			return;
		}

		const gone = this.#shownImages.filter(one => !this.#images.includes(one));
		const canErase = gone.every(one => eraseSequence(one) !== null);
		const shown = canErase ? this.#shown : null;
		const changed = changedRows(shown ?? [], frame);
		const images = this.#images.filter(
			one => shown === null || !this.#shownImages.includes(one) || isOver(one, changed),
		);
		const cells = [
			shown === null ? homeAndEraseDown : '',
			...gone.map(one => eraseSequence(one) ?? ''),
			...changed.values(),
			...images.map(drawSequence),
		].join('');
		const hides = this.#shownCursor !== '' && (cells !== '' || this.#cursor === '');

		if (cells !== '' || this.#cursor !== this.#shownCursor) {
			const output = (hides ? hideCursor : '') + cells + this.#cursor;
			this.#send(beginSynchronizedUpdate + output + endSynchronizedUpdate);
		}

		this.#shown = frame;
		this.#shownImages = this.#images;
		this.#shownCursor = this.#cursor;
	}

	#eraseImages(): void {
		const sequences = this.#shownImages.map(one => eraseSequence(one) ?? '').join('');
		this.#shownImages = [];

		if (sequences !== '') {
			this.#send(sequences);
		}
	}

	/** Sends output that is no frame. Before it leaves the alternate screen, which may not exist, the frame is erased. */
	#pass(output: string): void {
		const leaves = output.includes(leaveAlternateScreen);
		const enters = output.includes(enterAlternateScreen);
		this.#shownCursor = null;

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

function isSame(a: PlacedImage, b: PlacedImage): boolean {
	return a.image === b.image && a.left === b.left && a.top === b.top;
}

/** Returns whether an image is over one of the rows. */
function isOver({top, image}: PlacedImage, rows: ReadonlyMap<number, string>): boolean {
	return [...rows.keys()].some(row => row >= top && row < top + image.rows);
}
