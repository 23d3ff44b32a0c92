import type {RunScript} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {workflow} from '../../source/demo/showcase/recipes.ts';

/** A picture's whole life, in milliseconds. */
const lifetime = 10_000;

/** A run of a workflow of its own that succeeds so many milliseconds after the service has started. */
export function runEndingIn(ms: number, title: string): RunScript {
	return {
		...pictureRun(title, ms - lifetime),
		workflow: workflow(title, title, [
			{key: 'n9_images', type: 'image'},
			{key: 'n10_text', type: 'text'},
		]),
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n9_images', kind: 'file', file: 'portrait.png'},
				{key: 'n10_text', kind: 'text', text: `${title}, seed 42`},
			],
		},
	};
}

/** A run that was over long before the service started. */
export function finishedRun(title: string): RunScript {
	return runEndingIn(-20_000, title);
}

/** A run that waits on place 3, longer than any test. */
export function queuedRun(title: string): RunScript {
	return {...runEndingIn(5000, title), queue: {ms: 600_000, position: 3}};
}
