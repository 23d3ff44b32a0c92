import type {Clock} from '../domain/clock.ts';
import {graphicInSight} from '../state/graphic-in-sight.ts';
import type {Store} from '../state/store.ts';
import {askGraphics, type AskOptions, type TerminalCanvas} from '../terminal/ask-graphics.ts';
import {Easel} from '../terminal/easel.ts';
import type {Environment} from '../terminal/environment.ts';

export type PictureOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
	readonly listen: AskOptions['listen'];
	/** Draws all cells anew. */
	readonly repaint: () => void;
	/** Whether nothing is drawn, but read out. */
	readonly spoken: boolean;
};

/** Pictures on the screen that Ink knows nothing of. */
export type ScreenPictures = {
	/** How the terminal takes pictures; it is asked when there is a first one. */
	readonly canvas: () => Promise<TerminalCanvas>;
	/** Shows what the state has in sight, from now on. */
	watch(store: Pick<Store, 'observe'>): void;
	/** Cells were drawn. */
	cellsDrawn(): void;
	/** All cells are being drawn anew. */
	redraw(): void;
	/** Before the terminal is somebody else's. */
	lift(): void;
};

/** What is listened to has no pictures, and the terminal is not asked for them. */
const cellsOnly: TerminalCanvas = {protocol: 'cells', cell: {width: 8, height: 16}};

/** Wires what draws pictures over the cells. */
export function screenPictures({repaint, spoken, ...options}: PictureOptions): ScreenPictures {
	const easel = new Easel({...options, repaint});
	let asked: Promise<TerminalCanvas> | null = null;

	return {
		canvas: async () => {
			asked ??= spoken ? Promise.resolve(cellsOnly) : askGraphics(options);
			return asked;
		},
		watch(store) {
			store.observe(state => {
				easel.want(graphicInSight(state));
			});
		},
		cellsDrawn() {
			easel.cellsDrawn();
		},
		redraw() {
			easel.redraw();
		},
		lift() {
			easel.lift();
		},
	};
}
