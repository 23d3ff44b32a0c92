import {systemClock} from '../core/time/system-clock.ts';
import type {Messages} from '../i18n/index.ts';
import {systemAdapter} from './system-adapter.ts';
import {logExport, type LogExportOptions} from './log-export.ts';

/** The hands of a screen that reach the user's desktop, files and pager, on this machine. */
export function screenAdapter(
	messages: Messages,
	{write, runSubprocess}: Pick<LogExportOptions, 'write' | 'runSubprocess'>,
): ReturnType<typeof systemAdapter> & ReturnType<typeof logExport> {
	const {env, platform} = process;
	const machine = {env, platform, clock: systemClock, write};
	return {
		...systemAdapter(machine),
		...logExport({...machine, messages, host: process, folder: process.cwd(), runSubprocess}),
	};
}
