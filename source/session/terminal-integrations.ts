import type {Options} from '../config/options.ts';
import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import type {Size} from '../store/state.ts';
import type {TerminalOutput} from '../terminal/output/diffing-stdout.ts';
import type {Environment} from '../terminal/environment.ts';
import {MouseMode} from './mouse-mode.ts';
import {ScreenReader} from '../report/screen-reader/speaker.ts';
import {TerminalSignals} from './terminal-signals.ts';
import type {Watch} from './watch.ts';

/** What follows a watch on the terminal besides the drawn cells, and leaves the terminal as it was found. */
export type TerminalIntegrations = {
	/** Follows a watch, on a terminal that is ours. */
	attach(store: Watch['store']): void;
	/** When the terminal is ours again; and before it is given away. */
	wake(): void;
	rest(): void;
	stop(): void;
	/** What puts the terminal back in the last moment. */
	ending(): string;
};

export type TerminalIntegrationsOptions = {
	readonly options: Options;
	readonly messages: Messages;
	readonly env: Environment;
	readonly appearance: () => Appearance;
	readonly write: (text: string) => void;
};

/** As large as a screen is taken for that is listened to: what is read out is not cut to the terminal. */
const earshot: Size = {columns: 120, rows: 40};

/** The size of what is drawn. */
export function sizeFor({spoken}: Pick<Options, 'spoken'>): Size {
	const {columns, rows} = process.stdout;
	return spoken ? earshot : {columns, rows};
}

/** Where Ink draws when nothing is to be drawn: it is still what hears the keys. */
export const discardOutput: TerminalOutput = {
	write(_chunk, callback) {
		callback();
		return true;
	},
};

/** Around a screen: the title, the taskbar, notifications, the mouse. In its place: what is said. */
export function terminalIntegrations({
	options,
	appearance,
	write,
	...shared
}: TerminalIntegrationsOptions): TerminalIntegrations {
	if (options.spoken) {
		return new ScreenReader({write, appearance});
	}

	const signals = new TerminalSignals({
		...shared,
		clock: systemClock,
		wishes: options.signals,
		glyphs: appearance().glyphs.phases,
		write,
	});
	const mouse = new MouseMode(write);
	return {
		attach(store) {
			signals.attach(store);
			mouse.attach(store);
			mouse.wake();
		},
		wake() {
			signals.wake();
			mouse.wake();
		},
		rest() {
			signals.rest();
			mouse.rest();
		},
		stop() {
			signals.stop();
			mouse.stop();
		},
		ending: () => signals.ending(),
	};
}
