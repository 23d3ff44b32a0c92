import type {KeptResponse} from '../../source/api/wire/kept-response.ts';
import type {Phase} from '../../source/core/execution.ts';
import type {HistoryPage, HistoryRun} from '../../source/core/history.ts';
import {logOf} from '../../source/core/log/run-log.ts';
import {foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import type {Size} from '../../source/features/panes/layout.ts';
import type {State} from '../../source/store/state.ts';
import {invoked, stateAfter, typed} from './play.ts';
import {sampleState} from './sample-state.ts';
import {entry, execution, money, now, output} from './sample.ts';

const minute = 60_000;

/** A run of the history that ended some minutes before `now`. */
export function historyRun(
	id: string,
	minutesAgo: number,
	phase: Phase = 'succeeded',
	parts: Partial<Omit<HistoryRun, 'title'>> & {readonly title?: string} = {},
): HistoryRun {
	const {title = '文生图 · 国风人像', ...rest} = parts;
	const endedAt = now - minutesAgo * minute;
	return {
		id: foreignName(id),
		phase,
		status: foreignName(phase),
		title: foreignProse(title),
		workflowId: foreignName('wf_portrait'),
		revisionId: null,
		createdAt: endedAt - 2 * minute,
		quoteAmount: null,
		finalAmount: null,
		startedAt: endedAt - minute,
		endedAt,
		seconds: 60,
		totalCost: money('0.05'),
		reason: null,
		label: null,
		inputs: null,
		wasWatched: true,
		isUnseen: false,
		...rest,
	};
}

const listed = historyRun('wfrun_5e8a01b2c3d4e5f60718', 3000, 'canceled', {
	title: '语音合成 · Audiobook',
	endedAt: null,
	seconds: null,
	totalCost: null,
	wasWatched: false,
});

/** The newest runs of 1,204. */
export const historyPage: HistoryPage = {
	runs: [
		historyRun('wfrun_0a1b2c3d4e5f60718293', 12, 'succeeded', {
			inputs: [
				{key: foreignName('6.text'), value: foreignProse('雨夜的霓虹街道，电影感')},
				{key: foreignName('3.seed'), value: foreignProse('42')},
			],
		}),
		historyRun('wfrun_1b2c3d4e5f607182930a', 700, 'failed', {
			title: '4x 放大 · Ultimate Upscale',
			reason: foreignProse('Out of memory'),
			totalCost: money('0.0009'),
			seconds: 3725,
			isUnseen: true,
		}),
		historyRun('wfrun_2c3d4e5f607182930a1b', 1500, 'succeeded', {
			title: '图生视频 Film 🎬',
			totalCost: money('12.5'),
			inputs: [{key: foreignName('2.text'), value: foreignProse('江南烟雨 in the rain')}],
		}),
		{...listed, finalAmount: money('0.1')},
	],
	count: 1204,
};

/** The response that is kept of a failed run of the history. Its outputs have no signatures. */
export const keptResponse: KeptResponse = {
	execution: execution('failed', {
		createdAt: now - 705 * minute,
		startedAt: now - 702 * minute,
		terminalAt: now - 700 * minute,
		totalCost: money('0.0009'),
		error: {
			reason: foreignProse('Out of memory'),
			detail: foreignProse('CUDA out of memory in node 3 (KSampler)'),
			engineCode: null,
			statusCode: null,
		},
		outputs: [output('image', 'n9_images', 'https://cdn.chenyu.cn/media/portrait-0001.png')],
	}),
	log: logOf(
		[
			entry('upscaling tile 1 of 16', {at: now - 701 * minute, nodeId: foreignName('3')}),
			entry('CUDA out of memory', {at: now - 700 * minute, severity: 'error'}),
		],
		[],
	),
};

/** The sample with an open history whose first runs are loaded. */
export function historyState(size: Size): State {
	return stateAfter(
		sampleState(size),
		invoked({type: 'history'}, now),
		{type: 'historyFound', at: now, page: historyPage},
		{type: 'ticked', at: now + 7000},
	);
}

/** A search with a wrong term has found one run. */
export function searchedState(size: Size): State {
	const state = stateAfter(
		historyState(size),
		invoked({type: 'filter'}, now),
		typed('文生 cost:>x', now),
	);
	const page = {runs: historyPage.runs.slice(0, 1), count: 1};
	return stateAfter(state, {type: 'historyFound', at: now, page});
}
