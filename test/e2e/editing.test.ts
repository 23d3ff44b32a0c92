import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {finishedRun} from './runs.ts';
import {openOn} from './watch.ts';

const runs = ['A portrait', 'A film', 'A song'].map(title => finishedRun(title));

test('runs are added by pasted ids; pasted text never acts; removing is local', async t => {
	const service = await startService(t, {scenario: {runs}});
	const [first = '', second = '', third = ''] = service.runOrderIds;
	const isRequested = (id: string) => service.recorded.some(({path}) => path.includes(id));
	const terminal = openOn(t, service, {ids: [first]});
	await terminal.waitFor(/Runs 1[^]*A portrait/);

	// As keys this would add, filter and quit.
	terminal.paste(`a${second}\n/q\n`);
	await terminal.play(['a', 'add runs:']);
	terminal.paste(`${second}\n${third}\n`);
	// The account has both, so their titles are known.
	const pasted = await terminal.waitFor(/Add runs 2 of 3[^]*A film[^]*A song/);
	assert.ok(pasted.join('\n').includes(`add runs: ${second} ${third}`));
	assert.deepEqual([isRequested(second), isRequested(third)], [false, false]);
	await terminal.play(
		['enter', /added 2 runs/],
		['', /Runs 3(?=[^]*A portrait)(?=[^]*A film)[^]*A song/],
		// The titles come from the run list, maybe before the first polls.
		['', () => isRequested(second) && isRequested(third)],
		['-', /Runs 2[^]*removed/],
	);
	terminal.press('a');
	terminal.paste(first);
	const screen = await terminal.play(['', `add runs: ${first}`], ['enter', '1 already watched']);
	assert.match(screen.join('\n'), /Runs 2/);
});
