import type {Options} from '../config/options.ts';
import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import type {Size} from '../features/panes/state.ts';
import type {TerminalOutput} from '../terminal/output/diffing-stdout.ts';
import type {Environment} from '../terminal/environment.ts';
import {MouseMode} from './mouse-mode.ts';
import {ScreenReader} from '../report/screen-reader/screen-reader.ts';
import {TerminalStatus} from './terminal-status.ts';
import type {Watch} from './watch.ts';

/** Terminal features besides the drawn cells. */
export type TerminalIntegrations = {
	/** Observes a store. The terminal must belong to this program. */
	attach(store: Watch['store']): void;
	/** Call it when this program gets the terminal. */
	resume(): void;
	/** Call it before another program gets the terminal. */
	suspend(): void;
	stop(): void;
	/** Returns the output that restores the terminal. */
	restoreSequence(): string;
};

export type TerminalIntegrationsOptions = {
	readonly options: Options;
	readonly messages: Messages;
	readonly env: Environment;
	readonly appearance: () => Appearance;
	readonly write: (text: string) => void;
};

/** Returns the size of the state's screen. It is fixed for a screen reader, so that lines are not cut to the terminal. */
export function sizeFor({screenReader}: Pick<Options, 'screenReader'>): Size {
	const {columns, rows} = process.stdout;
	return screenReader ? {columns: 120, rows: 40} : {columns, rows};
}

/** Discards Ink's frames: with a screen reader Ink only reads the keys. */
export const discardOutput: TerminalOutput = {
	write(_chunk, callback) {
		callback();
		return true;
	},
};

/** Creates the window title, progress, notifications and mouse reports, or the screen reader output. */
export function terminalIntegrations({
	options,
	appearance,
	write,
	...shared
}: TerminalIntegrationsOptions): TerminalIntegrations {
	if (options.screenReader) {
		return new ScreenReader({write, appearance});
	}

	const status = new TerminalStatus({
		...shared,
		clock: systemClock,
		enabled: options.signals,
		glyphs: appearance().glyphs.phases,
		write,
	});
	const mouse = new MouseMode(write);
	return {
		attach(store) {
			status.attach(store);
			mouse.attach(store);
			mouse.resume();
		},
		resume() {
			status.resume();
			mouse.resume();
		},
		suspend() {
			status.suspend();
			mouse.suspend();
		},
		stop() {
			status.stop();
			mouse.stop();
		},
		restoreSequence: () => status.restoreSequence(),
	};
}
