import {render} from 'ink';
import {App, ScreenReaderApp, type AppProps} from '../ui/App.tsx';
import type {Store} from '../store/store.ts';

export type {SuspendTerminal} from 'ink';

export type DrawingProps = AppProps & {
	/** Draws nothing, only reads keys. */
	readonly screenReader: boolean;
	readonly store: Store;
};

export type Drawing = {
	/** Renders with new props. */
	redraw(): void;
	unmount(): void;
	/** Resolves after `unmount`. Rejects if a frame could not be drawn. */
	waitUntilExit(): Promise<unknown>;
};

/** Ink's default of 30 delays keys by up to 33 ms. The store throttles all other frames already. */
const maxFps = 125;

/** Renders with Ink. Loading this file loads Ink, which is slow: `drawOpening` draws the first frames without it. */
export function draw(
	screenProps: () => DrawingProps,
	streams: {
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
		readonly stdin: NodeJS.ReadStream;
	},
): Drawing {
	const element = () => {
		const {screenReader, ...props} = screenProps();
		return screenReader ? <ScreenReaderApp {...props} /> : <App {...props} />;
	};
	const screen = render(element(), {
		...streams,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink draws nothing if `CI` is set. The mode was chosen before.
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps,
	});
	return {
		redraw() {
			screen.rerender(element());
		},
		unmount: screen.unmount,
		waitUntilExit: screen.waitUntilExit,
	};
}
