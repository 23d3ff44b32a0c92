import {systemClock} from '../poll/system-clock.ts';
import type {Messages} from '../messages/index.ts';
import {desktopHands} from './hands.ts';
import {logHands, type LogHandsOptions} from './log-hands.ts';

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
