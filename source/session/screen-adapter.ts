import {systemClock} from '../core/time/system-clock.ts';
import type {Messages} from '../i18n/index.ts';
import {desktopHands} from './system-adapter.ts';
import {logHands, type LogHandsOptions} from './log-export.ts';

/** The hands of a screen that reach the user's desktop, files and pager, on this machine. */
export function screenHands(
	messages: Messages,
	{write, lend}: Pick<LogHandsOptions, 'write' | 'lend'>,
): ReturnType<typeof desktopHands> & ReturnType<typeof logHands> {
	const {env, platform} = process;
	const machine = {env, platform, clock: systemClock, write};
	return {
		...desktopHands(machine),
		...logHands({...machine, messages, host: process, folder: process.cwd(), lend}),
	};
}
