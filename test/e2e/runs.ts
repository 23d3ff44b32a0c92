import {scriptedWorkflow} from '../../source/demo/script-language.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import type {OutputScript, RunScript} from '../helpers/script.ts';

/** The duration of a picture run, in milliseconds. */
const lifetime = 10_000;

/** A run that succeeds some milliseconds after the service starts, of a workflow of its own. */
export function runEndingIn(ms: number, title: string): RunScript {
	return {
		...pictureRun(title, ms - lifetime),
		workflow: scriptedWorkflow(title, title, [
			{key: 'n9_images', type: 'image'},
			{key: 'n10_text', type: 'text'},
		]),
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n9_images', file: 'portrait.png'},
				{key: 'n10_text', value: `${title}, seed 42`},
			],
		},
	};
}

/** A run that succeeded before the service started. */
export function finishedRun(title: string, outputs?: readonly OutputScript[]): RunScript {
	const run = runEndingIn(-20_000, title);
	return outputs === undefined ? run : {...run, ending: {kind: 'succeeded', outputs}};
}

/** A run that failed before the service started. */
export function failedRun(title: string): RunScript {
	const error = {reason: 'Out of memory', detail: 'node 3', engine_code: 'OOM', status_code: 500};
	return {...finishedRun(title), ending: {kind: 'failed', nodeId: '3', at: 0.5, error}};
}

/** A run at place 3 of the queue, for longer than any test. */
export function queuedRun(title: string): RunScript {
	return {...runEndingIn(5000, title), queue: {ms: 3_600_000, position: 3}};
}

/**
 * Returns a run like `run`, but each response also contains `fields`. They replace fields of the same name. If
 * `fields` is a function, it gets the number of the poll, from 1.
 */
export function responding(
	run: RunScript,
	fields: Readonly<Record<string, unknown>> | ((poll: number) => Readonly<Record<string, unknown>>),
): RunScript {
	let polls = 0;
	return {
		...run,
		reworded: execution => ({
			...execution,
			...(typeof fields === 'function' ? fields(++polls) : fields),
		}),
	};
}
