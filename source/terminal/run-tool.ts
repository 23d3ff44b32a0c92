import {spawn} from 'node:child_process';
import type {Clock, Duration} from '../core/time/clock.ts';
import {childEnvironment, type Environment} from './environment.ts';

/** A program of the machine, by name and arguments: there is never a shell that could read anything into them. */
export type Tool = {
	readonly command: string;
	readonly args: readonly string[];
	/** What it reads from its standard input. */
	readonly input?: Buffer;
};

/**
 * What came of a tool: `missing` where there is no such program, `failed` where it ended with another code than zero,
 * `busy` where it had not ended when the patience did.
 */
export type ToolOutcome = 'done' | 'failed' | 'missing' | 'busy';

export type ToolOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly timeoutMs: Duration;
	/** Whether a tool that is still busy may go on, also when this program ends. */
	readonly keepRunning: boolean;
};

/** Runs a tool, without its seeing our secrets or our terminal. Never rejects. */
export type RunTool = (tool: Tool, options: ToolOptions) => Promise<ToolOutcome>;

export const runTool: RunTool = (
	{command, args, input},
	{env, clock, timeoutMs: patience, keepRunning: mayStay},
) =>
	new Promise(resolve => {
		const child = spawn(command, args, {
			stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
			env: {...childEnvironment(env)},
			detached: mayStay,
			shell: false,
			windowsHide: true,
		});
		const stopWaiting = clock.after(patience, () => {
			if (mayStay) {
				child.unref();
			} else {
				child.kill('SIGKILL');
			}

			resolve('busy');
		});
		const settle = (outcome: ToolOutcome): void => {
			stopWaiting();
			resolve(outcome);
		};

		child.on('error', (error: NodeJS.ErrnoException) => {
			settle(error.code === 'ENOENT' ? 'missing' : 'failed');
		});
		child.on('close', code => {
			settle(code === 0 ? 'done' : 'failed');
		});
		// A tool that ends without reading breaks the pipe; its exit code tells what that means.
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});
