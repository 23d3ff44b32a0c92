import type {Execution, Phase} from '../../source/core/execution.ts';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {downloadId, type DownloadPhase} from '../../source/core/output/download.ts';
import {addressId} from '../../source/core/output/output-address.ts';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {cleanName, foreignProse} from '../../source/core/text/sanitize.ts';
import type {Instant} from '../../source/core/time/clock.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {initialState} from '../../source/features/index.ts';
import {keymap} from '../../source/features/keymap.ts';
import type {Size} from '../../source/features/panes/layout.ts';
import type {Action} from '../../source/store/action.ts';
import type {Command} from '../../source/store/command.ts';
import type {State} from '../../source/store/state.ts';
import {added, invoked, stateAfter} from './play.ts';
import {entry, execution, money, now, output, problem} from './sample.ts';
import {name, polled, pollFailed, profile} from './values.ts';

/** What is saved about an earlier run. The stalled run's workflow has three of these. */
const steady = profile(4000, {longestIdleSec: 8});

/** The start of the watch. */
const began: Instant = now - 240_000;

export const ids = {
	running: 'wfrun_314ff7d8b7a5beff1388',
	queued: 'wfrun_9a1c60cd2bd1f7a0c7be',
	done: 'wfrun_77e0b6d1c59a33b2f0aa',
	failed: 'wfrun_c02d41b0a1e2f3948d5c',
	stalled: 'wfrun_e41b9f2c77d0a6b3c812',
	canceled: 'wfrun_dd1107aa5c3e9b42f16d',
	late: 'wfrun_0bad35f1c2a4e86b970d',
	unknown: 'wfrun_f00d5a1e7b2c9d3846ef',
} as const;

const portrait = new URL(
	`https://cdn.chenyu.cn/media/portrait-0001.png?expires=${(now + 7_500_000) / 1000}&signature=0f1e2d`,
);
const clip = new URL(
	`https://cdn.chenyu.cn/media/clip.mp4?expires=${(now + 240_000) / 1000}&signature=9a8b7c`,
);

/**
 * A state with everything, made by the reducer from responses: a run in each state, a stalled run, failed polls,
 * badges, a log with Latin and Chinese text, and outputs that expire.
 */
export function sampleState(size: Size): State {
	const state = initialState(
		{
			size,
			commands: commandRegistry(keymap),
			saved: {
				...emptySavedState,
				sort: {key: 'added', descending: false},
				runProfiles: new Map([['wf_stickers', new Map(['a', 'b', 'c'].map(id => [id, steady]))]]),
			},
			budget: money('5'),
			profile: cleanName('studio'),
		},
		began,
	);
	return stateAfter(state, ...beginning(), ...present());
}

export function sampleAfter(size: Size, ...commands: readonly Command[]): State {
	return stateAfter(sampleState(size), ...commands.map(command => invoked(command, now)));
}

/** The first responses: all runs are active. */
function beginning(): readonly Action[] {
	const going = (id: string, parts: Partial<Execution> = {}, logs: readonly LogEntry[] = []) =>
		response(id, 'running', began, {startedAt: began - 4000, progressPercent: 5, ...parts}, logs);
	return [
		added(Object.values(ids), began),
		invoked({type: 'jump', to: 'start'}, began),
		...titles.map(([workflow, title]): Action => ({
			type: 'workflowLoaded',
			at: began,
			workflowId: workflow,
			workflow: {title: foreignProse(title), outputKinds: new Map(), inputNames: new Map()},
		})),
		going(ids.running, {workflowId: name('wf_portrait')}),
		going(ids.done, {workflowId: name('wf_film')}),
		going(ids.failed, {workflowId: name('wf_upscale')}),
		going(ids.canceled, {workflowId: name('wf_speech')}),
		going(ids.late, {workflowId: name('wf_shot')}),
		// It has run for long without progress.
		response(ids.stalled, 'running', began - 3_000_000, stalled),
	];
}

const titles: ReadonlyArray<readonly [workflow: string, title: string]> = [
	['wf_portrait', '文生图 · 国风人像'],
	['wf_film', '图生视频 Film 🎬'],
	['wf_upscale', '4x 放大 · Ultimate Upscale'],
	['wf_speech', '语音合成 · Audiobook'],
	['wf_shot', 'Product shot · white background'],
	['wf_stickers', '🐱 表情包 Pet stickers'],
];

function present(): readonly Action[] {
	return [
		response(ids.running, 'running', now - 1000, running, runningLog()),
		response(ids.queued, 'queued', now - 1000, {queuePosition: 3, estimatedWaitSec: 90}),
		response(ids.done, 'succeeded', now - 900, done, doneLog()),
		response(ids.failed, 'failed', now - 800, failed, failedLog()),
		response(ids.canceled, 'canceled', now - 700, {
			workflowId: name('wf_speech'),
			startedAt: now - 95_000,
			terminalAt: now - 20_000,
			totalCost: money('0.0041'),
		}),
		response(ids.stalled, 'running', now - 600, stalled),
		pollFailed(ids.late, {at: now - 3000, nextPollAt: now + 4000, problem: problem()}),
		{
			type: 'balanceLoaded',
			at: now - 500,
			balance: {prepaid: money('32.2'), cards: money('5')},
		},
		{
			type: 'fileMetadataLoaded',
			at: now - 500,
			id: addressId(portrait),
			metadata: {
				kind: 'loaded',
				size: 1_843_200,
				pixels: {width: 768, height: 1152},
				fileKind: 'image',
			},
		},
		{type: 'ticked', at: now},
	];
}

/** The action that reports the loaded order of the run `ids.running`. */
export const orderLoaded: Action = {
	type: 'orderLoaded',
	at: now,
	id: ids.running,
	info: {
		workflowId: name('wf_portrait'),
		revisionId: name('rev_7'),
		quoteAmount: money('0.05'),
		currency: name('CNY'),
		freezeStatus: name('frozen'),
		submissionStatus: name('submitted'),
		runStatus: name('running'),
		settlementStatus: name('pending'),
		taskId: name('task_1778147626528703038_eb84d292e0851c08'),
		promptId: name('c1a5f6d0-5d1e-4f4e-9a51-08f5f0a7c3d2'),
		computeCost: money('0.03'),
		externalModelCost: money('0.0012'),
		totalCost: money('0.0312'),
		finalAmount: null,
		releasedAmount: null,
		errorCode: null,
		errorMessage: null,
		createdAt: began - 9000,
		updatedAt: now - 2000,
		outputs: [],
		inputs: [
			{key: name('6.text'), value: foreignProse('一位身着汉服的女子，国风，细节丰富 🌸')},
			{key: name('3.steps'), value: foreignProse('30')},
		],
	},
};

const running: Partial<Execution> = {
	createdAt: began - 9000,
	workflowId: name('wf_portrait'),
	progressPercent: 57,
	internalStatus: foreignProse('running'),
	completedNodeCount: 4,
	totalRunnableNodes: 7,
	lastEventType: foreignProse('progress'),
	startedAt: began - 4000,
	computeCost: money('0.0300'),
	externalModelCost: money('0.0012'),
	totalCost: money('0.0312'),
};

const done: Partial<Execution> = {
	createdAt: began - 9000,
	workflowId: name('wf_film'),
	progressPercent: 100,
	startedAt: began - 4000,
	terminalAt: now - 30_000,
	totalCost: money('0.0286'),
	outputs: [
		output('image', 'n9_images', portrait.href),
		output('video', 'n12_video', clip.href),
		output('text', 'n11_text', '一只橘猫坐在窗边看雨 🐈 a cat at the window, in the rain\n第二行'),
		output('audio', 'n13_audio', 'https://cdn.chenyu.cn/media/song.wav'),
	],
};

const failed: Partial<Execution> = {
	createdAt: now - 80_000,
	workflowId: name('wf_upscale'),
	progressPercent: 12,
	startedAt: now - 75_000,
	terminalAt: now - 40_000,
	totalCost: money('0.0009'),
	error: {
		reason: foreignProse('Out of memory'),
		detail: foreignProse('CUDA out of memory in node 3 (KSampler): tried to allocate 4.2 GiB'),
		engineCode: foreignProse('NODE_EXECUTION_ERROR'),
		statusCode: 500,
	},
};

const stalled: Partial<Execution> = {
	workflowId: name('wf_stickers'),
	startedAt: began - 3_010_000,
	progressPercent: 64,
};

function runningLog(): readonly LogEntry[] {
	const steps = Array.from({length: 24}, (_, index) =>
		entry(`采样器 第 ${index + 1}/30 步`, {
			at: now - 60_000 + index * 2000,
			nodeId: name('3'),
			step: {value: index + 1, max: 30, fraction: null},
			eventType: foreignProse('progress'),
		}),
	);
	return [
		entry('execution started', {at: began, eventType: foreignProse('execution_start')}),
		entry('加载模型 flux1-dev-fp8.safetensors (11.9 GB) 🧩', {
			at: began + 1000,
			nodeId: name('1'),
			eventType: foreignProse('node_started'),
		}),
		entry('loaded in 172.0 s', {
			at: began + 173_000,
			nodeId: name('1'),
			eventType: foreignProse('node_finished'),
		}),
		entry('显存不足，改用分块解码 ⚠️', {
			at: now - 61_000,
			severity: 'warn',
			level: foreignProse('warning'),
			nodeId: name('3'),
			eventType: foreignProse('node_started'),
		}),
		...steps,
		entry(
			'下载 https://cdn.chenyu.cn/models/a-very-long-name-of-a-model-file.safetensors 失败 👩‍👩‍👧‍👦 retry 1/3',
			{at: now - 9000, severity: 'error', nodeId: name('12')},
		),
		entry('retry succeeded', {at: now - 4000, nodeId: name('12')}),
	];
}

function doneLog(): readonly LogEntry[] {
	return ['读取首帧', 'encoding 81 frames', '完成'].map((text, index) =>
		entry(text, {at: began + index * 60_000, nodeId: name(String(index + 1))}),
	);
}

function failedLog(): readonly LogEntry[] {
	return [
		entry('upscaling tile 1 of 16', {at: now - 60_000, nodeId: name('3')}),
		entry('CUDA out of memory', {at: now - 41_000, severity: 'error', nodeId: name('3')}),
	];
}

/** The completed run is selected, and its outputs have the focus. One is downloading, another is downloaded. */
export function sampleOutputs(size: Size): State {
	const selected = sampleAfter(
		size,
		{type: 'move', lines: 2},
		{type: 'focus', pane: 'outputs'},
		{type: 'download', which: 'all'},
	);
	const path = name('downloads/clip.mp4');
	const saved = {path, folder: name('downloads').safe, bytes: 48_000, isNew: true} as const;
	return stateAfter(
		selected,
		downloading('n9_images', {
			kind: 'running',
			bytes: 700_000,
			total: 1_843_200,
			since: now - 2000,
			why: null,
		}),
		downloading('n12_video', {kind: 'done', ...saved}),
	);
}

function downloading(key: string, phase: DownloadPhase): Action {
	return {type: 'downloadUpdated', at: now, id: downloadId(ids.done, key), phase};
}

function response(
	id: string,
	phase: Phase,
	at: Instant,
	parts: Partial<Execution> = {},
	logs: readonly LogEntry[] = [],
): Action {
	return polled(id, execution(phase, parts), logs, at);
}
