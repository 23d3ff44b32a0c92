import assert from 'node:assert/strict';
import test from 'node:test';
import type {Execution} from '../../../source/core/execution.ts';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {mergeLog} from '../../../source/core/log/merge-log.ts';
import {emptyLog} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import type {Language} from '../../../source/i18n/language.ts';
import {rebind} from '../../../source/store/keys/rebind.ts';
import type {ScreenModel} from '../../../source/store/selectors.ts';
import {textOf} from '../../../source/ui/line.ts';
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
const [running, , succeeded, failed, , , , , unknown] = everyRun();
assert.ok(running && succeeded && failed && unknown);

function draw(
	screen: ScreenModel,
	extent = wide,
	...look: Parameters<typeof appearance>
): readonly string[] {
	return texts(paneLines('detail', screen, extent, appearance(...look)));
}

function face(shown: Run, language: Language = 'en', extent = wide): readonly string[] {
	return draw(screenModel([shown]), extent, language).filter(Boolean);
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
	assert.deepEqual(face(running, 'zh').slice(0, 5), [
		' 2 文生图111  wfrun_314ff7d8b7a5beff1388                            ► 运行中',
		' ━━━━━━━━━━━━━━━━━━━━━━╸─────────────────  57%  4/7 节点  8秒      剩余 2-7秒',
		' n3 KSampler 5/20',
		' 费用    ¥0.0312 · 计算 ¥0.03 · 外部 ¥0.0012',
		' 时间    创建 10:01:51 · 开始 10:02:03',
	]);
});

test('in a pause there is no next poll', () => {
	const model = screenModel([running]);
	const paused = {...model, header: {...model.header, paused: true}};
	assert.equal(draw(paused)[5], ' data      polled 1s ago · polling paused');
});

test('while requests are held, the next poll is that of the next request', () => {
	const polling = {...running.polling, nextPollAt: now - 1000};
	const due = {...running, polling};
	const service = limitedService;
	const model = (shown: Run) => {
		const plain = screenModel([shown]);
		return {...plain, header: {...plain.header, service}};
	};
	assert.equal(face(due)[5], ' data      polled 1s ago · polling now');
	assert.equal(draw(model(due))[5], ' data      polled 1s ago · next in 19s');
	const failing = {...due, polling: {...polling, problem: problem(), failures: 2}};
	assert.match(draw(model(failing))[1] ?? '', /failed 2 times in a row · retry in 19s/);
});

test('the second row names the node that runs now, its step, and for how long', () => {
	const executing = {eventType: foreignProse('executing'), nodeId: foreignName('3')};
	const sampler = entry('KSampler', {...executing, at: now - 4000});
	const step = entry('step', {
		nodeId: foreignName('3'),
		step: {value: 13, max: 20, fraction: null},
	});
	const doing = (logs: readonly LogEntry[], ...look: [language?: Language, extent?: typeof wide]) =>
		face({...running, log: mergeLog(emptyLog, logs)}, ...look)[2];
	assert.equal(doing([sampler, step]), ' n3 KSampler 13/20 · 4s in this node');
	assert.equal(doing([sampler], 'zh'), ' n3 KSampler · 此节点已运行 4秒');
	const narrow = {width: 35, height: 4};
	const long = entry('KSampler (Advanced): euler', {...executing, at: now - 4000});
	assert.equal(
		face({...running, log: mergeLog(emptyLog, [long, step])}, 'en', narrow)[3],
		' n3 KSamp… 13/20 · 4s in this node',
	);
	const done = entry('done', {...executing, eventType: foreignProse('executed'), at: now - 1000});
	assert.match(doing([sampler, done]) ?? '', /^ cost/);
});

test('a running time does not move the ETA behind it', () => {
	const gaps = [1, 9, 10, 59, 60, 599].map(seconds => {
		const startedAt = now - seconds * 1000;
		const [, row] = face({...running, execution: {...running.execution, startedAt} as Execution});
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
	assert.match(face(long)[1] ?? '', /1% {2}21m47s {2}ETA –/);
	assert.match(face(long).join('\n'), /longer than usual \(usually 6s\)/);
	assert.match(face(long, 'zh').join('\n'), /剩余 –[^]*耗时超过以往（通常 6秒）/);
});

test('a queued run: place, service estimate, wait so far', () => {
	const queued = run('wfrun_a', {
		execution: execution('queued', {queuePosition: 3, estimatedWaitSec: 90}),
		polling: pollStatus({respondedAt: now}),
	});
	assert.equal(face(queued)[1], ' queue     #3 · service estimate ~90s + run – · waited 20s');
	assert.equal(face(queued, 'zh')[1], ' 排队    第 3 位 · 服务预计 ~90秒 + 运行 – · 已等 20秒');

	// Without an estimate of the service, the wait follows from the places alone.
	const moving = run('wfrun_a', {
		execution: execution('queued', {queuePosition: 3, estimatedWaitSec: null}),
		polling: pollStatus({respondedAt: now}),
		samples: {...noSamples, firstWait: {at: now - 90_000, seconds: null}},
	});
	assert.equal(face(moving)[1], ' queue     #3 · run – · waited 20s');
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
});

test('a failure without a reason has a placeholder', () => {
	const unexplained = run('wfrun_a', {execution: execution('failed', {error: errorOf(null)})});
	assert.equal(face(unexplained)[1], ' ✗ The service gave no reason.');
});

test('a stale run: age, reason, next poll, and muted values', () => {
	const stale = run('wfrun_a', {
		execution: execution('running', {totalCost: money('0.5')}),
		polling: pollStatus({
			respondedAt: now - 14_000,
			nextPollAt: now + 4000,
			failures: 1,
			problem: problem({serviceMessage: foreignProse('网关错误')}),
		}),
	});
	const [, age, reason] = face(stale);
	assert.equal(age, ' ! stale 14s · HTTP 502 · retry in 4s');
	assert.equal(reason, '   网关错误');
	const lines = paneLines('detail', screenModel([stale]), wide, appearance());
	const cost = lines.find(line => textOf(line).includes('¥0.50'));
	assert.ok(cost?.every(({styleName, text}) => styleName === 'muted' || text.trim() === ''));
});

test('a run without a response waits, or shows the problem', () => {
	assert.equal(face(run('wfrun_a'))[1], ' Waiting for the first response.');
	const failing = run('wfrun_a', {
		polling: pollStatus({respondedAt: null, problem: problem({kind: 'network', httpStatus: null})}),
	});
	assert.equal(face(failing)[1], ' ! no data yet · unreachable · retry in 1s');
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
	const unmatched = draw(screenModel([], {list}), wide, 'zh');
	assert.equal(unmatched[1], ' 没有匹配“xyz”的运行。按 esc 清除筛选。');
});

test("sentences name the keys of the user's bindings", () => {
	const {bindings} = rebind([{command: 'poll-now', keys: [['f5']]}]);
	const lines = draw(screenModel([unknown]), wide, 'en', {bindings});
	assert.match(lines[1] ?? '', /or press F5 to retry\.$/);
});
