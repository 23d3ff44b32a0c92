import {visibleImage} from '../features/outputs/preview/visible-image.ts';
import type {Store} from '../store/store.ts';
import {
	queryGraphics,
	basicGraphics,
	type GraphicsQueryOptions,
	type GraphicsSupport,
} from '../terminal/images/query-graphics.ts';
import {ImageOverlay} from '../terminal/images/image-overlay.ts';

export type PictureOptions = GraphicsQueryOptions & {
	/** Draws all cells anew. */
	readonly repaint: () => void;
	/** Whether nothing is drawn, but read out. */
	readonly spoken: boolean;
};

/** Pictures on the screen that Ink knows nothing of. */
export type ScreenPictures = {
	/** How the terminal takes pictures; it is asked when there is a first one, and again after another size. */
	readonly canvas: () => Promise<GraphicsSupport>;
	/** Before the state hears of another size: it may come from another font, whose cells have another size. */
	resized(): void;
	/** Shows what the state has in sight, from now on. */
	watch(store: Pick<Store, 'observe'>): void;
	/** Cells were drawn. */
	cellsDrawn(): void;
	/** All cells are being drawn anew. */
	redraw(): void;
	/** Before the terminal is somebody else's. */
	lift(): void;
};

/** Wires what draws pictures over the cells. */
export function screenPictures({repaint, spoken, ...options}: PictureOptions): ScreenPictures {
	const easel = new ImageOverlay({...options, repaint});
	let requested: Promise<GraphicsSupport> | null = null;

	return {
		canvas: async () => {
			// What is read out has no pictures, and the terminal is not asked for them.
			requested ??= spoken ? Promise.resolve(basicGraphics) : queryGraphics(options);
			return requested;
		},
		resized() {
			requested = null;
		},
		watch(store) {
			store.observe(state => {
				easel.setImage(visibleImage(state));
			});
		},
		cellsDrawn() {
			easel.cellsDrawn();
		},
		redraw() {
			easel.redraw();
		},
		lift() {
			easel.suspend();
		},
	};
}
