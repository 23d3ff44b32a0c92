import type {Key} from '../../helpers/key-bytes.ts';
import type {Shell} from '../../helpers/shell.ts';
import type {ScreenState} from './states.ts';

/** A way to end the program. */
export type ExitMethod = {
	readonly name: string;
	readonly codes: readonly number[];
	readonly sabotage?: string;
	/** Arguments with which the program exits by itself. */
	readonly args?: readonly string[];
	readonly leave: (shell: Shell, state: ScreenState) => void | Promise<void>;
};

function signal(...names: readonly NodeJS.Signals[]): ExitMethod['leave'] {
	return ({pid}) => {
		for (const name of names) {
			try {
				process.kill(pid, name);
			} catch (error) {
				// An earlier signal may have ended it.
				if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
					throw error;
				}
			}
		}
	};
}

function press(...keys: readonly Key[]): ExitMethod['leave'] {
	return ({terminal}) => {
		terminal.press(...keys);
	};
}

function bug(sabotage: string, codes: readonly number[] = [70]): ExitMethod {
	return {name: `bug: ${sabotage}`, codes, sabotage, leave: signal('SIGVTALRM')};
}

export const exitMethods: readonly ExitMethod[] = [
	{
		name: 'q',
		codes: [0],
		async leave({terminal}, {back = ''}) {
			if (back !== '') {
				await terminal.waitFor('esc back');
				terminal.type(back);
				// An escape with a key right after it is alt with that key.
				await terminal.waitFor(screen => !screen.join('\n').includes('esc back'));
			}

			terminal.press('q');
		},
	},
	{name: 'ctrl+c', codes: [130], leave: press('ctrl+c')},
	{name: 'ctrl+c twice', codes: [130], leave: press('ctrl+c', 'ctrl+c')},
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
