import {spawn} from 'node:child_process';
import type {Clock, Duration} from '../core/time/clock.ts';
import {childEnvironment, type Environment} from './environment.ts';

export type Tool = {
	readonly command: string;
	readonly args: readonly string[];
	readonly input?: Buffer;
};

/**
 * The result of a tool. `failed`: a non-zero exit code. `missing`: not installed. `busy`: killed because it was still
 * running after the timeout.
 */
export type ToolOutcome = 'done' | 'failed' | 'missing' | 'busy';

export type ToolOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly timeoutMs: Duration;
};

/** Runs a tool without a shell, without access to the terminal, and without the API key. Never rejects. */
export type RunTool = (tool: Tool, options: ToolOptions) => Promise<ToolOutcome>;

export const runTool: RunTool = ({command, args, input}, {env, clock, timeoutMs}) =>
	new Promise(resolve => {
		const child = spawn(command, args, {
			stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
			env: {...childEnvironment(env)},
			shell: false,
			windowsHide: true,
		});
		const stopWaiting = clock.after(timeoutMs, () => {
			child.kill('SIGKILL');
			resolve('busy');
		});
		const settle = (outcome: ToolOutcome): void => {
			stopWaiting();
			resolve(outcome);
		};

		child.on('error', (error: NodeJS.ErrnoException) => {
			settle(error.code === 'ENOENT' ? 'missing' : 'failed');
		});
		child.on('close', code => settle(code === 0 ? 'done' : 'failed'));
		// A tool that exits without reading its input causes a pipe error. The exit code decides whether the tool failed.
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});
