import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {downloadId, type DownloadPhase} from '../../source/core/output/download.ts';
import {foreignName} from '../../source/core/text/sanitize.ts';
import type {WatchEvent} from '../../source/events/event.ts';
import {finalEvents} from '../../source/events/events-between.ts';
import {watchOutcome} from '../../source/events/outcome.ts';
import type {Action} from '../../source/store/action.ts';
import type {State} from '../../source/store/state.ts';
import {invoked} from '../helpers/play.ts';
import {name, output, polled, start} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

const id = 'wfrun_1';
const download = downloadId(id, 'n9_images');
const picture = output('n9_images', 'https://media.example/a.png?signature=secret');
const saved: DownloadPhase = {
	kind: 'done',
	path: {safe: foreignName('~/a.png').safe, exact: '/home/me/a.png'},
	folder: foreignName('~').safe,
	bytes: 481,
	isNew: true,
};
const ended = polled(id, {phase: 'succeeded', workflowId: null, outputs: [picture]});

/** A watch that saves all outputs. */
const downloadingAll: State = {...watching(id), downloadAll: true};

function told(phase: DownloadPhase): Action {
	return {type: 'downloadUpdated', at: start + 1000, id: download, phase};
}

suite('a watch that saves its outputs', () => {
	test('reports no download before its output, which waits for its workflow', () => {
		const kinds = (events: Iterable<WatchEvent>) => [...events].map(({event}) => event);
		const workflowId = name('wf_2');
		const first = watch(
			downloadingAll,
			polled(id, {phase: 'succeeded', workflowId, outputs: [picture]}),
			told(saved),
		);
		assert.deepEqual(kinds(first.events), ['run']);
		assert.deepEqual(kinds(finalEvents(first.state, start, {})), ['output', 'download']);
		const failed: Action = {type: 'workflowFailed', at: start + 2000, workflowId: 'wf_2'};
		const second = watch(first.state, failed);
		assert.deepEqual(kinds(second.events), ['output', 'download']);
		assert.deepEqual(kinds(finalEvents(second.state, start, {})), []);
	});

	test('a download by a key does not change the exit code', () => {
		const free = {...downloadingAll, downloadAll: false};
		const pressed = invoked({type: 'download', which: 'one'});
		const {state} = watch(free, ended, pressed, told({kind: 'failed', why: {kind: 'empty'}}));
		assert.equal(state.downloads.size, 1);
		assert.equal(watchOutcome(state, 'all').exitCode, 0);
	});
});
