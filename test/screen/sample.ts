import type {Instant} from '../../source/domain/clock.ts';
import {emptyLog, mergeLog} from '../../source/domain/log-book.ts';
import type {LogEntry, Severity} from '../../source/domain/log-entry.ts';
import {parseMoney, noMoney, type Money} from '../../source/domain/money.ts';
import type {Output, OutputKind} from '../../source/domain/output.ts';
import type {Problem} from '../../source/domain/problem.ts';
import type {Execution, Feed, Phase, Run} from '../../source/domain/run.ts';
import {messagesFor, type Language} from '../../source/messages/index.ts';
import {createLook, type Look, type LookOptions} from '../../source/screen/look.ts';
import type {
	LogModel,
	LogRow,
	OutputsModel,
	RunListModel,
	ScreenModel,
} from '../../source/state/view-model.ts';
import {cleanName, cleanProse, foreignName, foreignProse} from '../../source/terminal/sanitize.ts';

/** Parts of a screen to draw in tests, each changed where a test needs it. */

export const now: Instant = Date.UTC(2026, 4, 8, 2, 2, 11);

export function look(language: Language = 'en', options: Partial<LookOptions> = {}): Look {
	return createLook({
		messages: messagesFor(language),
		theme: 'terminal',
		colour: true,
		ascii: false,
		hyperlinks: false,
		timeZone: 'Asia/Shanghai',
		...options,
	});
}

export function money(amount: string): Money {
	return parseMoney(amount) ?? noMoney;
}

export function execution(phase: Phase, parts: Partial<Execution> = {}): Execution {
	return {
		taskId: foreignName('task_1778147626528703038_eb84d292e0851c08'),
		workflowId: foreignName('wf_861ef31e94dcfb10e6e7'),
		status: foreignProse(phase),
		phase,
		queue: null,
		progressPercent: null,
		snapshot: null,
		actualDurationSec: null,
		computeCost: null,
		externalModelCost: null,
		totalCost: null,
		error: null,
		createdAt: now - 20_000,
		startedAt: null,
		terminalAt: null,
		outputs: [],
		...parts,
	};
}

export function feed(parts: Partial<Feed> = {}): Feed {
	return {
		answeredAt: now - 1000,
		changedAt: now - 1000,
		nextPollAt: now + 1000,
		failures: 0,
		problem: null,
		gaveUp: null,
		...parts,
	};
}

export function problem(parts: Partial<Problem> = {}): Problem {
	return {
		kind: 'http',
		detail: cleanProse('answer without a body'),
		httpStatus: 502,
		serviceMessage: null,
		engineError: null,
		retriable: true,
		retryAfter: null,
		at: now - 3000,
		...parts,
	};
}

export function run(id: string, parts: Partial<Run> = {}): Run {
	return {
		id,
		label: cleanName(id),
		title: null,
		addedAt: now - 30_000,
		execution: null,
		log: emptyLog(),
		pace: [],
		feed: feed(),
		...parts,
	};
}

export function entry(message: string, parts: Partial<LogEntry> = {}): LogEntry {
	const severity: Severity = parts.severity ?? 'info';
	return {
		at: now - 5000,
		eventType: null,
		level: foreignProse(severity),
		severity,
		message: foreignProse(message),
		nodeId: null,
		progressPercent: null,
		step: null,
		...parts,
	};
}

export function output(kind: OutputKind, key: string, value: string): Output {
	return {
		key: foreignName(key),
		kind,
		value: foreignProse(value),
		address: URL.canParse(value) ? new URL(value) : null,
	};
}

export function runList(runs: readonly Run[], selected = 0): RunListModel {
	return {
		rows: runs.map((listed, index) => ({
			run: listed,
			shortId: cleanName(listed.id.replace(/^wfrun_/, '').slice(0, 4)),
			selected: index === selected,
		})),
		shown: runs.length,
		first: 0,
		total: runs.length,
		filter: '',
	};
}

export function logModel(entries: readonly LogEntry[], parts: Partial<LogModel> = {}): LogModel {
	return {
		rows: entries.map((listed, index): LogRow => ({
			kind: 'entry',
			index,
			entry: listed,
			hit: false,
			current: false,
		})),
		total: entries.length,
		first: 0,
		following: true,
		fresh: 0,
		errors: entries.filter(({severity}) => severity === 'error').length,
		sideways: 0,
		search: '',
		hits: 0,
		hitNumber: null,
		...parts,
	};
}

export function outputsModel(outputs: readonly Output[], selected = 0): OutputsModel {
	return {
		rows: outputs.map((listed, index) => ({output: listed, selected: index === selected})),
		total: outputs.length,
		first: 0,
	};
}

/** A screen that watches the runs, with the one at `selected` in the detail. */
export function screenModel(
	runs: readonly Run[],
	parts: Partial<ScreenModel> = {},
	selected = 0,
): ScreenModel {
	const phases = runs.map(({execution: answer}) => answer?.phase);
	const count = (phase: Phase): number => phases.filter(other => other === phase).length;
	const shown = runs[selected] ?? null;
	return {
		header: {
			counts: {
				queued: count('queued'),
				running: count('running'),
				succeeded: count('succeeded'),
				failed: count('failed'),
				canceled: count('canceled'),
				other: count('other'),
			},
			waiting: phases.filter(phase => phase === undefined).length,
			totalCost: money('0.0312'),
			paused: false,
			denied: null,
			now,
		},
		list: runList(runs, selected),
		run: shown,
		detailTop: 0,
		log: logModel(shown === null ? [] : shown.log.book.entries),
		outputs: outputsModel(shown?.execution?.outputs ?? []),
		focus: 'runs',
		zoomed: false,
		prompt: null,
		overlay: null,
		notice: null,
		now,
		...parts,
	};
}

/** A run of every kind, with Chinese titles and emoji; the first is running. */
export function everyRun(): readonly Run[] {
	const log = [
		entry('execution started', {at: now - 10_000, eventType: foreignProse('execution_start')}),
		entry('KSampler step 5/20', {
			at: now - 5000,
			nodeId: foreignName('3'),
			step: {value: 5, max: 20},
		}),
		entry('显存不足,改用分块解码 🧩', {
			at: now - 3000,
			severity: 'warn',
			nodeId: foreignName('5'),
			level: foreignProse('warning'),
		}),
		entry('CUDA out of memory', {at: now - 2000, severity: 'error', nodeId: foreignName('12')}),
	];
	return [
		run('wfrun_314ff7d8b7a5beff1388', {
			title: foreignProse('文生图111'),
			execution: execution('running', {
				progressPercent: 57,
				snapshot: {
					internalStatus: foreignProse('running'),
					completedNodeCount: 4,
					totalRunnableNodes: 7,
					lastEventType: foreignProse('progress'),
				},
				startedAt: now - 8000,
				computeCost: money('0.0300'),
				externalModelCost: money('0.0012'),
				totalCost: money('0.0312'),
				outputs: [
					output('image', 'n9_images', 'https://www.chenyu.cn/media/example-output'),
					output('text', 'n11_text', '一只猫坐在窗边\n看雨'),
					output(
						'video',
						'n12_video',
						'https://cdn.chenyu.cn/media/clip.mp4?expires=1778147626&signature=abc',
					),
				],
			}),
			log: mergeLog(emptyLog(), log),
			feed: feed(),
		}),
		run('wfrun_9a1c000000000000000b', {
			title: foreignProse('图生视频'),
			execution: execution('queued', {queue: {position: 3, estimatedWaitSec: 90}}),
		}),
		run('wfrun_77e0000000000000000c', {
			title: foreignProse('文生图 🎨 大图'),
			execution: execution('succeeded', {
				actualDurationSec: 41.2,
				progressPercent: 100,
				startedAt: now - 60_000,
				terminalAt: now - 18_800,
				totalCost: money('0.0002878'),
			}),
		}),
		run('wfrun_c02d000000000000000d', {
			title: foreignProse('放大'),
			execution: execution('failed', {
				progressPercent: 12,
				startedAt: now - 15_000,
				terminalAt: now - 3000,
				error: {
					reason: foreignProse('Out of memory'),
					detail: foreignProse(
						'CUDA out of memory while decoding latents in node 3 (KSampler): tried to allocate 4.2 GiB',
					),
					engineCode: foreignProse('NODE_EXECUTION_ERROR'),
					statusCode: 500,
				},
			}),
		}),
		run('wfrun_dd11000000000000000e', {
			title: foreignProse('语音合成'),
			execution: execution('canceled', {startedAt: now - 9000, terminalAt: now - 1000}),
		}),
		run('wfrun_e5e5000000000000000f', {
			title: foreignProse('new thing'),
			execution: execution('other', {status: foreignProse('archived')}),
		}),
		run('wfrun_f00d0000000000000010'),
		run('wfrun_0bad0000000000000011', {
			title: foreignProse('慢查询'),
			execution: execution('running', {progressPercent: 80, startedAt: now - 50_000}),
			feed: feed({
				answeredAt: now - 14_000,
				nextPollAt: now + 4000,
				failures: 2,
				problem: problem(),
			}),
		}),
		run('wfrun_00000000000000000012', {
			feed: feed({
				answeredAt: null,
				nextPollAt: null,
				gaveUp: 'unknown-run',
				problem: problem({
					kind: 'not-found',
					httpStatus: 404,
					engineError: {
						reason: foreignProse('Task not found.'),
						detail: foreignProse('execution task task_1 does not exist'),
						engineCode: foreignProse('TASK_NOT_FOUND'),
						statusCode: 404,
					},
				}),
			}),
		}),
	];
}
