import {spawn} from 'node:child_process';
import type {Clock, Duration} from '../core/time/clock.ts';
import {childEnvironment, type Environment} from './environment.ts';

export type Tool = {
	readonly command: string;
	readonly args: readonly string[];
	readonly input?: Buffer;
};

export type ToolOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	/** After this time, the tool is killed. */
	readonly timeoutMs: Duration;
};

/**
 * Runs a tool without a shell, without access to the terminal, and without the API key. Resolves to whether it succeeded.
 * Never rejects.
 */
export async function runTool(
	{command, args, input}: Tool,
	{env, clock, timeoutMs}: ToolOptions,
): Promise<boolean> {
	return new Promise(resolve => {
		const child = spawn(command, args, {
			stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
			env: {...childEnvironment(env)},
			shell: false,
			windowsHide: true,
		});
		const stopWaiting = clock.after(timeoutMs, () => {
			child.kill('SIGKILL');
			resolve(false);
		});
		const settle = (isDone: boolean): void => {
			stopWaiting();
			resolve(isDone);
		};

		child.on('error', () => settle(false));
		child.on('close', code => settle(code === 0));
		// A tool that exits without reading its input causes a pipe error. The exit code decides whether the tool failed.
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});
}
