import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {drawSequence, eraseSequence, type Graphic} from './graphics.ts';

/** A picture in its place: the cell of its upper left corner, counted from 0. */
export type PlacedImage = {readonly image: Graphic; readonly left: number; readonly top: number};

export type ImageOverlayOptions = {
	readonly clock: Clock;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
	/** Draws all cells anew, over what is on them. */
	readonly repaint: () => void;
};

/** Two frames without cells being drawn: by then those below the picture are empty, as the state with the picture has them. */
const settling: Duration = 70;
/** A frame that comes later than this after a picture was drawn is one with the picture, which leaves its place alone. */
const moment: Duration = 500;

/**
 * Draws a picture over the cells that Ink draws, which leave its place empty, and takes it away without remains. Ink
 * knows nothing of it; the rows below it do not change while it is shown, so that nothing is drawn over it.
 */
export class ImageOverlay {
	readonly #options: ImageOverlayOptions;
	#wanted: PlacedImage | null = null;
	#drawn: PlacedImage | null = null;
	#drawnAt: Duration = 0;
	/** Whether the terminal is somebody else's. */
	#isAway = false;
	#cancel: Cancel = () => {};

	constructor(options: ImageOverlayOptions) {
		this.#options = options;
	}

	/** What is to be seen from now on; null for no picture. */
	setImage(placed: PlacedImage | null): void {
		if (isSame(placed, this.#wanted)) {
			return;
		}

		this.#wanted = placed;
		this.#takeAway();
		this.#drawSoon();
	}

	/** All cells are being drawn anew, and what was on them is gone. */
	redraw(): void {
		this.#isAway = false;
		this.#drawn = null;
		this.#drawSoon();
	}

	/** Cells were drawn: a picture waits for them, and one that was drawn just before them may be below them. */
	cellsDrawn(): void {
		const {clock} = this.#options;

		if (
			this.#wanted !== null &&
			(this.#drawn === null || clock.monotonic() - this.#drawnAt < moment)
		) {
			this.#drawSoon();
		}
	}

	/** Takes the picture away, before the terminal is somebody else's; it is away until all cells are drawn anew. */
	suspend(): void {
		this.#isAway = true;
		this.#erase();
	}

	#takeAway(): void {
		const drawn = this.#drawn;
		this.#erase();

		if (drawn !== null && eraseSequence(drawn.image) === null) {
			this.#options.repaint();
		}
	}

	#erase(): void {
		this.#cancel();

		if (this.#drawn !== null) {
			this.#options.write(eraseSequence(this.#drawn.image) ?? '');
			this.#drawn = null;
		}
	}

	#drawSoon(): void {
		const {clock, write} = this.#options;
		this.#cancel();

		if (this.#wanted !== null && !this.#isAway) {
			this.#cancel = clock.after(settling, () => {
				if (this.#wanted !== null) {
					const {image: picture, left, top} = this.#wanted;
					write(drawSequence(picture, left, top));
					this.#drawn = this.#wanted;
					this.#drawnAt = clock.monotonic();
				}
			});
		}
	}
}

function isSame(a: PlacedImage | null, b: PlacedImage | null): boolean {
	return a?.image === b?.image && a?.left === b?.left && a?.top === b?.top;
}
