import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {downloadId, type DownloadPhase} from '../../source/core/output/download.ts';
import {foreignName} from '../../source/core/text/sanitize.ts';
import {writeJson, writePlain} from '../../source/events/event-lines.ts';
import type {WatchEvent} from '../../source/events/event.ts';
import {finalEvents} from '../../source/events/events-between.ts';
import {watchOutcome} from '../../source/events/outcome.ts';
import type {Language} from '../../source/i18n/language.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
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

	test('ends when all are saved', () => {
		for (const phase of [
			{kind: 'queued'},
			{kind: 'running', bytes: 1, total: null, since: start, why: null},
		] as const satisfies readonly DownloadPhase[]) {
			const {state} = watch(downloadingAll, ended, told(phase));
			assert.equal(watchOutcome(state, 'all').ended, false, phase.kind);
		}

		const {state} = watch(downloadingAll, ended, told(saved));
		const over = {ended: true, exitCode: 0, reason: 'done'};
		assert.partialDeepStrictEqual(watchOutcome(state, 'all'), over);
	});

	test('gave-up if an output is not saved, before a failed run', () => {
		for (const phase of ['succeeded', 'failed'] as const) {
			const {state} = watch(
				downloadingAll,
				polled(id, {phase, workflowId: null, outputs: [picture]}),
				told({kind: 'failed', why: {kind: 'empty'}}),
			);
			const over = {ended: true, exitCode: 3, reason: 'gave-up'};
			assert.partialDeepStrictEqual(watchOutcome(state, 'all'), over);
		}
	});

	test('has an event and a line for what is saved, what is not, and outputs beyond the limit', () => {
		const ending = {phase: 'succeeded', workflowId: null, outputs: [picture]} as const;
		const cut = polled(id, {...ending, outputsLeftOut: 2346});
		const {state} = watch(downloadingAll, cut, told(saved));
		assert.equal(watchOutcome(state, 'all').exitCode, 3);
		const notSaved = told({kind: 'failed', why: {kind: 'other-kind'}});
		const {events} = watch(downloadingAll, cut, told(saved), notSaved);
		const [, first, ...others] = events;
		assert.equal(first?.event, 'output');
		const fields = others.map(event => JSON.parse(writeJson(event)) as Record<string, unknown>);
		assert.partialDeepStrictEqual(fields, [
			{event: 'outputs-cut', reported: 1, left_out: 2346},
			{event: 'download', key: 'n9_images', path: '/home/me/a.png', bytes: 481},
			{event: 'download-failed', key: 'n9_images'},
		]);
		const lines = (language: Language) =>
			others.flatMap(event =>
				writePlain(event, messagesFor(language)).map(line => line.replace(/^\S+ wfrun_1 /, '')),
			);
		assert.deepEqual(lines('en'), [
			'too many outputs: 1 reported, 2,346 omitted',
			'saved n9_images ~/a.png',
			'not saved n9_images: its host sent a web page or another kind of file instead',
		]);
		assert.deepEqual(lines('zh'), [
			'输出过多：列出 1 个，略去 2,346 个',
			'已保存 n9_images ~/a.png',
			'未保存 n9_images：主机返回的是网页或其他类型的文件',
		]);
	});

	test('a download by a key does not change the exit code', () => {
		const free = {...downloadingAll, downloadAll: false};
		const pressed = invoked({type: 'download', which: 'one'});
		const {state} = watch(free, ended, pressed, told({kind: 'failed', why: {kind: 'empty'}}));
		assert.equal(state.downloads.size, 1);
		assert.equal(watchOutcome(state, 'all').exitCode, 0);
	});
});
