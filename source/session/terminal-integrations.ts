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
	/** Follows a watch. The terminal must belong to this program. */
	attach(store: Watch['store']): void;
	/** Call it when this program gets the terminal. */
	resume(): void;
	/** Call it before another program gets the terminal. */
	suspend(): void;
	stop(): void;
	/** The output that restores the terminal in an emergency. */
	restoreSequence(): string;
};

export type TerminalIntegrationsOptions = {
	readonly options: Options;
	readonly messages: Messages;
	readonly env: Environment;
	readonly appearance: () => Appearance;
	readonly write: (text: string) => void;
};

/** The size of the state's screen. For a screen reader it is fixed, so that lines are not cut to the terminal. */
export function sizeFor({screenReader}: Pick<Options, 'screenReader'>): Size {
	const {columns, rows} = process.stdout;
	return screenReader ? {columns: 120, rows: 40} : {columns, rows};
}

/** Discards Ink's frames. With a screen reader Ink only reads the keys. */
export const discardOutput: TerminalOutput = {
	write(_chunk, callback) {
		callback();
		return true;
	},
};

/** The window title, the taskbar, notifications and the mouse; or the output for a screen reader. */
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
