import {render} from 'ink';
import {App, ScreenReaderApp, type AppProps} from '../ui/App.tsx';
import type {Store} from '../store/store.ts';

export type {SuspendTerminal} from 'ink';

/** What is drawn: all that is to be seen, or nothing, for a reader who listens. */
export type Face = AppProps & {readonly spoken: boolean; readonly store: Store};

/** A face that is on the terminal. */
export type Drawing = {
	/** Draws it as it is now. */
	redraw(): void;
	/** Takes it down. */
	unmount(): void;
	/** Resolves when it is taken down; rejects when that was because a frame could not be drawn. */
	waitUntilExit(): Promise<unknown>;
};

/** Ink's own limit would have a key wait for a thirtieth of a second; frames that come by themselves the store holds back already. */
const maxFps = 125;

/**
 * Draws a face by Ink, which is loaded with this file: that takes as long as all else of a start, so what is seen meanwhile
 * is drawn without it (see `drawOpening`).
 */
export function draw(
	face: () => Face,
	streams: {
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
		readonly stdin: NodeJS.ReadStream;
	},
): Drawing {
	const element = () => {
		const {spoken, ...props} = face();
		return spoken ? <ScreenReaderApp {...props} /> : <App {...props} />;
	};
	const screen = render(element(), {
		...streams,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink would not draw where `CI` is set; whether there is a screen was decided already.
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
