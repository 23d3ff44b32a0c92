import type {ScreenState} from './states.ts';
import type {Shell} from './shell.ts';

/** A way out of the program. */
export type WayOut = {
	readonly name: string;
	/** The exit code, of which some have two where the faster one decides. */
	readonly codes: readonly number[];
	readonly sabotage?: string;
	readonly args?: readonly string[];
	readonly leave: (shell: Shell, state: ScreenState) => void | Promise<void>;
};

function signal(...names: readonly NodeJS.Signals[]): WayOut['leave'] {
	return ({pid}) => {
		for (const name of names) {
			try {
				process.kill(pid, name);
			} catch (error) {
				// The one before may have ended it already.
				if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
					throw error;
				}
			}
		}
	};
}

function bug(sabotage: string, codes: readonly number[] = [70]): WayOut {
	return {name: `bug: ${sabotage}`, codes, sabotage, leave: signal('SIGUSR2')};
}

export const waysOut: readonly WayOut[] = [
	{
		name: 'q',
		codes: [0],
		async leave({terminal}, {back = ''}) {
			if (back !== '') {
				await terminal.waitFor('esc back');
				terminal.type(back);
				// An escape with a key right behind it would be alt with that key.
				await terminal.waitFor(screen => !screen.join('\n').includes('esc back'));
			}

			terminal.press('q');
		},
	},
	{
		name: 'ctrl+c',
		codes: [130],
		leave: ({terminal}) => {
			terminal.press('ctrl+c');
		},
	},
	{
		name: 'ctrl+c twice',
		codes: [130],
		leave: ({terminal}) => {
			terminal.press('ctrl+c', 'ctrl+c');
		},
	},
	{name: 'SIGINT', codes: [130], leave: signal('SIGINT')},
	{name: 'SIGTERM', codes: [143], leave: signal('SIGTERM')},
	{name: 'SIGHUP', codes: [129], leave: signal('SIGHUP')},
	{name: 'SIGQUIT', codes: [131], leave: signal('SIGQUIT')},
	{name: 'SIGTERM twice', codes: [143], leave: signal('SIGTERM', 'SIGTERM')},
	{name: 'SIGINT and SIGTERM', codes: [130, 143], leave: signal('SIGINT', 'SIGTERM')},
	{name: '--timeout', codes: [3], args: ['--timeout', '1s'], leave: () => undefined},
	bug('throw'),
	bug('reject'),
	bug('render'),
	bug('exit', [7]),
];
