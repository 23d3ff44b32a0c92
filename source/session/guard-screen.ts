import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {guardTerminal, type Guard, type GuardOptions} from '../terminal/guard.ts';
import {createTerminalRestore, writeAllSync} from '../terminal/modes.ts';
import {bugText} from './bug-text.ts';
import {leavable} from './leave-now.ts';

/** What a screen has to give back, and how. */
export type ScreenGuardOptions = Pick<GuardOptions, 'subprocessOwnsTerminal' | 'shutDown'> & {
	readonly stdin: NodeJS.ReadStream;
	readonly messages: Messages;
	/** Takes the screen down. */
	readonly takeDown: () => void;
	/** What puts the title, the taskbar and the like back. */
	readonly ending: () => string;
	/** Lets go of the keyboard. */
	readonly detachKeyboard: () => void;
};

/** Guards the terminal that a screen is shown on; see `guardTerminal`. */
export function guardScreen(options: ScreenGuardOptions): Guard {
	const {stdin, messages, takeDown, ending, detachKeyboard, subprocessOwnsTerminal, shutDown} =
		options;
	const {stdout, stderr} = process;
	return guardTerminal({
		host: leavable,
		input: stdin,
		output: stdout,
		clock: systemClock,
		subprocessOwnsTerminal,
		restore: createTerminalRestore({
			unmount: takeDown,
			write: text => writeAllSync(stdout.fd, text + ending()),
			endRawMode() {
				detachKeyboard();
				stdin.setRawMode(false);
			},
		}),
		shutDown,
		reportCrash(error) {
			stderr.write(`chenyu-top: ${bugText(error, messages)}\n`);
		},
	});
}
