import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import type {ScreenModel} from '../../../source/features/screen-model.ts';
import type {Language} from '../../../source/i18n/messages.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {runList, screenModel} from '../../helpers/sample-model.ts';
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
import {errorOf} from '../failure/cards.ts';

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

test('a running run: whole id, title, state, progress, cost, times', () => {
	assert.deepEqual(face(running), [
		' 2 文生图111  wfrun_314ff7d8b7a5beff1388                           ► running',
		' ━━━━━━━━━━━━━━━━━━━━━━━━╸──────────────────  57%  4/7 nodes  8s     ETA 2-7s',
		' n3 KSampler 5/20',
		' cost      ¥0.0312 · compute ¥0.03 · external ¥0.0012',
		' time      created 10:01:51 · started 10:02:03',
		' data      polled 1s ago · next in 1s',
		' state     running · progress',
		' run       wfrun_314ff7d8b7a5beff1388',
		' task      task_1778147626528703038_eb84d292e0851c08',
		' workflow  wf_861ef31e94dcfb10e6e7',
	]);
	assert.deepEqual(face(running, 'zh').slice(1, 4), [
		' ━━━━━━━━━━━━━━━━━━━━━━╸─────────────────  57%  4/7 节点  8秒      剩余 2-7秒',
		' n3 KSampler 5/20',
		' 费用    ¥0.0312 · 计算 ¥0.03 · 外部 ¥0.0012',
	]);
});

test('the next poll is that of the next request while requests are held, and there is none in a pause', () => {
	const due = {...running, polling: {...running.polling, nextPollAt: now - 1000}};
	const failing = {...due, polling: {...due.polling, problem: problem(), failures: 2}};

	for (const [row, header, shown, text] of [
		[5, {paused: true}, running, / data      polled 1s ago · polling paused$/],
		[5, {}, due, / data      polled 1s ago · polling now$/],
		[5, {service: limitedService}, due, / data      polled 1s ago · next in 19s$/],
		[1, {service: limitedService}, failing, /failed 2 times in a row · retry in 19s/],
	] as const) {
		assert.match(under(header, shown)[row] ?? '', text);
	}
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
	assert.equal(doing([sampler], 'zh')[2], ' n3 KSampler · 此节点已运行 4秒');
	const long = entry('KSampler (Advanced): euler', {...executing, at: now - 4000});
	const narrow = doing([long, step], 'en', {width: 35, height: 4});
	assert.equal(narrow[3], ' n3 KSamp… 13/20 · 4s in this node');
	const done = entry('done', {...executing, eventType: foreignProse('executed'), at: now - 1000});
	assert.match(doing([sampler, done])[2] ?? '', /^ cost/);
});

test('a running time does not move the ETA behind it', () => {
	const gaps = [1, 9, 10, 59, 60, 599].map(seconds => {
		const startedAt = now - seconds * 1000;
		const [, row] = face({...running, execution: {...going, startedAt}});
		return / nodes(.*)ETA/.exec(row ?? '')?.[1]?.length;
	});
	assert.deepEqual(new Set(gaps), new Set([9]));
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
	assert.match(face(long).join('\n'), /1% {2}21m47s {2}ETA –[^]*longer than usual \(usually 6s\)/);
	assert.match(face(long, 'zh').join('\n'), /剩余 –[^]*耗时超过以往（通常 6秒）/);
});

test('a queued run: place, service estimate, wait so far', () => {
	const polling = pollStatus({respondedAt: now});
	const estimate = {queuePosition: 3, estimatedWaitSec: 90};
	const queued = run('wfrun_a', {execution: execution('queued', estimate), polling});
	assert.equal(face(queued)[1], ' queue     #3 · service estimate ~90s + run – · waited 20s');
	assert.equal(face(queued, 'zh')[1], ' 排队    第 3 位 · 服务预计 ~90秒 + 运行 – · 已等 20秒');
	// Without an estimate of the service, the wait follows from the places alone.
	const samples = {...noSamples, firstWait: {at: now - 90_000, seconds: null}};
	const moving = execution('queued', {...estimate, estimatedWaitSec: null});
	const alone = {...queued, execution: moving, samples};
	assert.equal(face(alone)[1], ' queue     #3 · run – · waited 20s');
});

test('a failed run: reason, advice and key come before the detail', () => {
	assert.deepEqual(face(failed, 'en', {width: 48, height: 6}), [
		' 2 放大  wfrun_c02d000000000000… ✗ failed ─ ↓9',
		' ✗ Out of memory',
		'   x for details',
		'   The GPU ran out of memory: try a smaller',
		'   image, batch or tile size.',
		'   CUDA out of memory while decoding latents in',
	]);
	const unexplained = run('wfrun_a', {execution: execution('failed', {error: errorOf(null)})});
	assert.equal(face(unexplained)[1], ' ✗ The service gave no reason.');
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

test('an empty filter result has a hint', () => {
	const list = {...runList([]), total: 9, filter: 'xyz'};
	const [, hint] = texts(lines(screenModel([], {list}), 'zh'));
	assert.equal(hint, ' 没有匹配“xyz”的运行。按 esc 清除筛选。');
});
