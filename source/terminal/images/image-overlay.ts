import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {drawSequence, eraseSequence, type PlacedImage} from './graphics.ts';

type ImageOverlayOptions = {
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	readonly repaint: () => void;
};

/**
 * The time, in milliseconds, between the last frame of Ink and the drawing of the images. It is as long as about two
 * frames, so that Ink can first empty the cells under them.
 */
const settleMs: Duration = 70;
/**
 * For this many milliseconds after the images were drawn, a late frame may still empty the cells under them. So they are
 * drawn again after each frame in this time.
 */
const redrawWindowMs: Duration = 500;

/**
 * Draws images over cells that Ink leaves empty. They stay on the screen, because unchanged cells are not written
 * again.
 */
export class ImageOverlay {
	readonly #options: ImageOverlayOptions;
	#current: readonly PlacedImage[] = [];
	#drawn: readonly PlacedImage[] = [];
	/** Whether all images must be drawn, also those that were drawn before. */
	#isOverwritten = false;
	#drawnAt: Duration = 0;
	#isSuspended = false;
	#cancel: Cancel = () => {};

	constructor(options: ImageOverlayOptions) {
		this.#options = options;
	}

	/** Erases the images that are not among `placed`, and draws the others that are not drawn yet. */
	setImages(placed: readonly PlacedImage[]): void {
		const current = placed.map(one => this.#current.find(old => isSame(one, old)) ?? one);

		if (
			current.length === this.#current.length &&
			current.every(one => this.#current.includes(one))
		) {
			return;
		}

		this.#current = current;
		const gone = this.#drawn.filter(one => !current.includes(one));
		this.#erase(gone);

		if (gone.some(one => eraseSequence(one) === null)) {
			this.#options.repaint();
		}

		this.#drawSoon();
	}

	/**
	 * Must be called after the whole screen was drawn, which erases the images. Draws them again. Also ends the effect of
	 * `suspend`.
	 */
	redraw(): void {
		this.#isSuspended = false;
		this.#isOverwritten = true;
		this.#drawSoon();
	}

	/**
	 * Must be called after each frame. If an image is not drawn yet, restarts the delay before it is drawn. If the images
	 * were drawn less than `redrawWindowMs` ago, draws them again, because the frame may have overwritten them.
	 */
	cellsDrawn(): void {
		const isFresh = this.#options.clock.monotonic() - this.#drawnAt < redrawWindowMs;

		if (this.#drawn.length > 0 && isFresh) {
			this.#isOverwritten = true;
		}

		if (this.#isOverwritten || this.#drawn.length < this.#current.length) {
			this.#drawSoon();
		}
	}

	suspend(): void {
		this.#isSuspended = true;
		this.#erase(this.#drawn);
	}

	#erase(gone: readonly PlacedImage[]): void {
		this.#cancel();

		if (gone.length > 0) {
			this.#options.write(gone.map(one => eraseSequence(one) ?? '').join(''));
			this.#drawn = this.#drawn.filter(one => !gone.includes(one));
		}
	}

	#drawSoon(): void {
		const {clock, write} = this.#options;
		this.#cancel();

		if (this.#current.length > 0 && !this.#isSuspended) {
			this.#cancel = clock.after(settleMs, () => {
				const missing = this.#isOverwritten
					? this.#current
					: this.#current.filter(one => !this.#drawn.includes(one));
				this.#isOverwritten = false;
				this.#drawn = this.#current;

				if (missing.length > 0) {
					write(missing.map(drawSequence).join(''));
					this.#drawnAt = clock.monotonic();
				}
			});
		}
	}
}

function isSame(a: PlacedImage, b: PlacedImage): boolean {
	return a.image === b.image && a.left === b.left && a.top === b.top;
}
