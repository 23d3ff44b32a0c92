import {render} from 'ink';
import {sortKeyAt} from '../../features/runs/run-table.ts';
import type {Store} from '../../store/store.ts';
import {App, ScreenReaderApp, type AppProps} from './App.tsx';

export type {SuspendTerminal} from 'ink';
export {ScreenReader} from './screen-reader/screen-reader.ts';

type DrawingProps = AppProps & {
	/** Whether the user uses a screen reader. If true, Ink draws nothing and only reads keys. */
	readonly screenReader: boolean;
	readonly store: Store;
};

export type Drawing = ReturnType<typeof draw>;

/** Ink's default of 30 would delay the frame after a key press by up to 33 ms. The store throttles other changes. */
const maxFps = 125;

/** Renders the screen with Ink. Import this file dynamically when it is needed, because loading Ink is slow. */
export function draw(
	screenProps: () => DrawingProps,
	streams: {
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
		readonly stdin: NodeJS.ReadStream;
	},
) {
	const element = () => {
		const {screenReader, ...props} = screenProps();
		return screenReader ? <ScreenReaderApp {...props} /> : <App {...props} />;
	};
	const screen = render(element(), {
		...streams,
		alternateScreen: true,
		// Ink would draw nothing if `CI` is set. The program has already decided to draw a screen.
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps,
	});
	return {
		/** The sort key of the column title at a cell of the screen; null if none is there. */
		sortKeyAt(cell: {readonly column: number; readonly row: number}) {
			const {store, appearance} = screenProps();
			return sortKeyAt(store.getState(), cell, appearance);
		},
		redraw() {
			screen.rerender(element());
		},
		unmount: screen.unmount,
		/** Resolves after `unmount`. Rejects if an error is thrown while a frame is drawn. */
		waitUntilExit: screen.waitUntilExit,
	};
}
