import {cleanProse} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Messages} from '../i18n/index.ts';
import {guardTerminal, type Guard, type GuardOptions} from '../terminal/guard.ts';
import {createTerminalRestore, writeAllSync} from '../terminal/modes.ts';
import {exitNow} from './exit-now.ts';

export type ScreenGuardOptions = Pick<GuardOptions, 'subprocessOwnsTerminal' | 'shutDown'> & {
	readonly stdin: NodeJS.ReadStream;
	readonly messages: Messages;
	readonly takeDown: () => void;
	readonly restoreSequence: () => string;
	readonly detachKeyboard: () => void;
};

/** Guards the terminal of a screen; see `guardTerminal`. */
export function guardScreen(options: ScreenGuardOptions): Guard {
	const {stdin, messages, takeDown, restoreSequence, detachKeyboard, ...rest} = options;
	const {stdout, stderr} = process;
	return guardTerminal({
		...rest,
		host: {
			on: (event, listener) => process.on(event, listener),
			off: (event, listener) => process.off(event, listener),
			exit: exitNow,
		},
		input: stdin,
		output: stdout,
		clock: systemClock,
		restore: createTerminalRestore({
			unmount: takeDown,
			write: text => writeAllSync(stdout.fd, text + restoreSequence()),
			endRawMode() {
				detachKeyboard();
				stdin.setRawMode(false);
			},
		}),
		reportCrash(error) {
			stderr.write(`chenyu-top: ${bugText(error, messages)}\n`);
		},
	});
}

/** Returns the message and stack of a bug without control characters. */
export function bugText(error: unknown, {usage}: Messages): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return [usage.bug, ...text.split('\n').map(line => cleanProse(line))].join('\n');
}
