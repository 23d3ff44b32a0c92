import {render} from 'ink';
import {App, ScreenReaderApp, type AppProps} from '../ui/App.tsx';
import type {Store} from '../store/store.ts';

export type {SuspendTerminal} from 'ink';

export type DrawingProps = AppProps & {
	/** Whether Ink draws nothing and only reads keys. */
	readonly screenReader: boolean;
	readonly store: Store;
};

export type Drawing = ReturnType<typeof draw>;

/** Ink's default of 30 would delay frames after a key by up to 33 ms. The store throttles all other frames. */
const maxFps = 125;

/** Renders the screen with Ink. Import this file late, because it loads Ink, which is slow. */
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
		// Forces interactive mode, because Ink would draw nothing if `CI` is set. The program has already decided to
		// draw a screen.
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
		/** Resolves after `unmount`. Rejects if drawing a frame throws an error. */
		waitUntilExit: screen.waitUntilExit,
	};
}
