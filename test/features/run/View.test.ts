import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {progressRows, stallRows} from '../../../source/features/run/progress-rows.ts';
import type {ScreenModel} from '../../../source/features/screen-model.ts';
import type {Language} from '../../../source/i18n/messages.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {
	appearance,
	entry,
	execution,
	limitedService,
	money,
	now,
	pollStatus,
	problem,
	run,
} from '../../helpers/sample.ts';
import {profile} from '../../helpers/values.ts';

const wide = {width: 78, height: 10};
const [running, , , failed, , , , , unknown] = everyRun();
assert.ok(running?.execution && failed && unknown);
const {execution: going} = running;

function lines(screen: ScreenModel, language: Language = 'en', extent = wide) {
	return paneLines('detail', screen, extent, appearance(language));
}

function face(shown: Run, language?: Language, extent?: typeof wide): readonly string[] {
	return texts(lines(screenModel([shown]), language, extent)).filter(Boolean);
}

/** The rows of a run under a header with these parts. */
function under(parts: Partial<ScreenModel['header']>, shown: Run): readonly string[] {
	const model = screenModel([shown]);
	return texts(lines({...model, header: {...model.header, ...parts}}));
}

test('after a failed poll, the next one is that of the next request while requests are held', () => {
	const polling = {nextPollAt: now - 1000, problem: problem(), failures: 2};
	const failing = {...running, polling: {...running.polling, ...polling}};
	assert.match(
		under({service: limitedService}, failing)[1] ?? '',
		/failed 2 times in a row · retry in 19s/,
	);
});

test('the second row names the node that runs now, its step, and for how long', () => {
	const executing = {eventType: foreignProse('executing'), nodeId: foreignName('3')};
	const sampler = entry('KSampler', {...executing, at: now - 4000});
	const step = entry('step', {
		nodeId: foreignName('3'),
		step: {value: 13, max: 20, fraction: null},
	});
	const doing = (logs: readonly LogEntry[], ...look: [language?: Language, extent?: typeof wide]) =>
		face({...running, log: logOf(logs, [])}, ...look);
	assert.equal(doing([sampler, step])[2], ' n3 KSampler 13/20 · 4s in this node');
	assert.equal(doing([sampler], 'zh')[2], ' n3 KSampler · 此节点已运行 4s');
	const long = entry('KSampler (Advanced): euler', {...executing, at: now - 4000});
	const narrow = doing([long, step], 'en', {width: 35, height: 4});
	assert.equal(narrow[2], ' n3 KSampler (Advanced) 13/20 · 4s');
	const done = entry('done', {...executing, eventType: foreignProse('executed'), at: now - 1000});
	assert.match(
		doing([sampler, done])[2] ?? '',
		/^ cost ¥0\.0312 {3}created 10:01:51 {3}polled 1s ago/,
	);
});

test('the bar keeps its length while the remaining time changes', () => {
	const places = [1, 9, 10, 59, 60, 599].map(seconds => {
		const startedAt = now - seconds * 1000;
		const [, row = ''] = face({...running, execution: {...going, startedAt}});
		return row.indexOf('%');
	});
	assert.equal(new Set(places).size, 1);
});

test('an overdue run shows the usual time, as a sentence where it fits', () => {
	const long = run('wfrun_a', {
		execution: execution('running', {progressPercent: 1, startedAt: now - 1_307_000}),
		samples: {
			...noSamples,
			movedAt: now,
			earlierRuns: [6, 6, 6, 6].map(seconds => profile(seconds)),
		},
	});
	assert.match(
		face(long).join('\n'),
		/1% +ETA –[^]*longer than usual \(usually 6s\)[^]*started 09:40:24 {3}21m47s/,
	);
	assert.match(face(long, 'zh').join('\n'), /剩余 –[^]*耗时超过以往（通常 6s）/);
});

test('a queued run: place, service estimate, wait so far', () => {
	const polling = pollStatus({respondedAt: now});
	const estimate = {queuePosition: 3, estimatedWaitSec: 90};
	const queued = run('wfrun_a', {execution: execution('queued', estimate), polling});
	assert.equal(face(queued)[1], ' #3 · service estimate ~90s + run – · waited 20s');
	assert.equal(face(queued, 'zh')[1], ' 第 3 位 · 服务预计 ~90s + 运行 – · 已等 20s');
	// Without an estimate of the service, the wait follows from the places alone.
	const samples = {...noSamples, firstWait: {at: now - 90_000, seconds: null}};
	const moving = execution('queued', {...estimate, estimatedWaitSec: null});
	const alone = {...queued, execution: moving, samples};
	assert.equal(face(alone)[1], ' #3 · run – · waited 20s');
});

test('a stale run: age, reason, next poll, and muted values; without a response it waits, or shows the problem', () => {
	const polling = (change: Parameters<typeof pollStatus>[0]) =>
		run('wfrun_a', {polling: pollStatus(change)});
	const stale = {
		...polling({
			respondedAt: now - 14_000,
			nextPollAt: now + 4000,
			failures: 1,
			problem: problem({serviceMessage: foreignProse('网关错误')}),
		}),
		execution: execution('running', {totalCost: money('0.5')}),
	};
	assert.deepEqual(face(stale).slice(1, 3), [
		' ! stale 14s · HTTP 502 · retry in 4s',
		'   网关错误',
	]);
	const cost = lines(screenModel([stale]))
		.flat()
		.find(({text}) => text.includes('¥0.50'));
	assert.equal(cost?.styleName, 'muted');
	assert.equal(face(run('wfrun_a'))[1], ' Waiting for the first response.');
	const unreachable = problem({kind: 'network', httpStatus: null});
	const unheard = polling({respondedAt: null, problem: unreachable});
	assert.equal(face(unheard)[1], ' ! no data yet · unreachable · retry in 1s');
});

test('a run whose polling gave up shows the reason', () => {
	assert.deepEqual(face(unknown).slice(0, 5), [
		' 2 wfrun_00000000000000000012                                  ◌ unknown run',
		' The engine does not know this run. Check the id, or press r to retry.',
		' ✗ Task not found.',
		'   execution task task_1 does not exist',
		'   TASK_NOT_FOUND · status 404',
	]);
	const denied = run('wfrun_a', {polling: pollStatus({gaveUp: 'denied'})});
	assert.match(face(denied, 'zh').join(''), /密钥被拒绝，已停止查询。请在密钥文件中填入.*后按 r/);
});

test('an id that is cut in the title is whole in the rows', () => {
	const id = 'some-other-form-of-id-that-is-rather-long';
	const [title, , ...rows] = face(run(id), 'en', {width: 30, height: 6});
	assert.equal(title, ' 2 some-other-for… ◌ waiting');
	assert.equal(rows.map(row => row.slice(11)).join(''), id);
});

function detail(shown: Run, width: number) {
	const look = {now, width, appearance: appearance(), paused: false, nextRequestAt: null};
	return {run: shown, ...look};
}

test('a stalled run shows since when, and its usual pause; without one it is idle, and with progress neither', () => {
	for (const [minutes, pauses, rows] of [
		[0.5, [5, 5, 5], []],
		[12, [20, 20, 20], ['‖ no step since 09:50:11, for 12m · usual pause below 90s']],
		[12, [20, 20], ['no step since 09:50:11, for 12m · usual pause below –']],
	] as const) {
		const earlierRuns = pauses.map(longestIdleSec => profile(60, {longestIdleSec}));
		const samples = {...noSamples, movedAt: now - minutes * 60_000, earlierRuns};
		const still = run('wfrun_a', {execution: execution('running'), samples});
		assert.deepEqual(texts(stallRows(detail(still, 90))), rows);
	}

	assert.deepEqual(stallRows(detail(run('wfrun_b'), 80)), []);
});

test('the bar has eight cells or more, and the nodes give way to it', () => {
	const shown = execution('running', {
		progressPercent: 57,
		completedNodeCount: 4,
		totalRunnableNodes: 7,
	});
	const rows = [20, 25, 36, 200].map(width =>
		texts(progressRows(shown, detail(run('wfrun_a', {execution: shown}), width))),
	);
	assert.deepEqual(
		rows.flat().map(row => row.replace(/^\S*/, bar => String(bar.length))),
		[
			'15  57%',
			'8  57%       ETA –',
			'8  57%  4/7 nodes       ETA –',
			'60  57%  4/7 nodes       ETA –',
		],
	);
});
