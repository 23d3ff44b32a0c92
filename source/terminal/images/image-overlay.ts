import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {drawSequence, eraseSequence, type Graphic} from './graphics.ts';

/** An image, and the cell of its upper left corner, counted from 0. */
export type PlacedImage = {readonly image: Graphic; readonly left: number; readonly top: number};

type ImageOverlayOptions = {
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	readonly repaint: () => void;
};

/**
 * The time, in milliseconds, between the last frame of Ink and the drawing of the image. It is as long as about two
 * frames, so that Ink can first empty the cells under the image.
 */
const settleMs: Duration = 70;
/**
 * For this many milliseconds after the image was drawn, a late frame may still empty the cells under it. So the image
 * is drawn again after each frame in this time.
 */
const redrawWindowMs: Duration = 500;

/**
 * Draws an image over cells that Ink leaves empty. The image stays on the screen, because unchanged cells are not
 * written again.
 */
export class ImageOverlay {
	readonly #options: ImageOverlayOptions;
	#current: PlacedImage | null = null;
	#drawn: PlacedImage | null = null;
	#drawnAt: Duration = 0;
	#isSuspended = false;
	#cancel: Cancel = () => {};

	constructor(options: ImageOverlayOptions) {
		this.#options = options;
	}

	setImage(placed: PlacedImage | null): void {
		if (isSame(placed, this.#current)) {
			return;
		}

		const drawn = this.#drawn;
		this.#current = placed;
		this.#erase();

		if (drawn !== null && eraseSequence(drawn.image) === null) {
			this.#options.repaint();
		}

		this.#drawSoon();
	}

	/**
	 * Must be called after the whole screen was drawn, which erases the image. Draws the image again. Also ends the
	 * effect of `suspend`.
	 */
	redraw(): void {
		this.#isSuspended = false;
		this.#drawn = null;
		this.#drawSoon();
	}

	/**
	 * Must be called after each frame. If the image is not drawn yet, restarts the delay before it is drawn. If it was
	 * drawn less than `redrawWindowMs` ago, draws it again, because the frame may have overwritten it.
	 */
	cellsDrawn(): void {
		const {clock} = this.#options;

		if (
			this.#current !== null &&
			(this.#drawn === null || clock.monotonic() - this.#drawnAt < redrawWindowMs)
		) {
			this.#drawSoon();
		}
	}

	suspend(): void {
		this.#isSuspended = true;
		this.#erase();
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

		if (this.#current !== null && !this.#isSuspended) {
			this.#cancel = clock.after(settleMs, () => {
				if (this.#current !== null) {
					const {image, left, top} = this.#current;
					write(drawSequence(image, left, top));
					this.#drawn = this.#current;
					this.#drawnAt = clock.monotonic();
				}
			});
		}
	}
}

function isSame(a: PlacedImage | null, b: PlacedImage | null): boolean {
	return a?.image === b?.image && a?.left === b?.left && a?.top === b?.top;
}
