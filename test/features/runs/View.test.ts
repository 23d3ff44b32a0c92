import assert from 'node:assert/strict';
import test from 'node:test';
import {emptyHistory} from '../../../source/core/forecast/run-history.ts';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {runList, screenModel} from '../../helpers/sample-model.ts';
import {execution, pollStatus, appearance, now, problem, run} from '../../helpers/sample.ts';

const narrow = {width: 29, height: 11};

test('each run has a glyph, its id, its title and its most important fields', () => {
	assert.deepEqual(texts(paneLines('runs', screenModel(everyRun()), narrow, appearance())), [
		'▸1 Runs 9',
		'▸► 314f 文生图111  57% ━━╸──',
		' ○ 9a1c 图生视频     #3 ~89s',
		' ✓ 77e0 文生图 🎨 大图 00:41',
		' ✗ c02d 放大          failed',
		' ⊘ dd11 语音合成    canceled',
		' ? e5e5 new thing   archived',
		' ◌ f00d              waiting',
		' ► 0bad 慢查询      80% !14s',
		' ◌ 0000          unknown run',
		'',
	]);
});

test('a wide list has words, and the reason of stale data', () => {
	const lines = texts(
		paneLines('runs', screenModel(everyRun()), {width: 52, height: 12}, appearance('zh')),
	);
	assert.deepEqual(lines.slice(0, 5), [
		'▸1 运行 9',
		'   单号 标题              状态     进度  剩余  用时',
		'▸► 314f 文生图111         运行中    57% 3-7秒 00:08',
		' ○ 9a1c 图生视频          排队中     #3 ~89秒',
		' ✓ 77e0 文生图 🎨 大图    成功                00:41',
	]);
	assert.match(lines[9] ?? '', /^ ► 0bad 慢查询 +运行中 +80% +!14秒/);
});

test('the selected row is highlighted in the focused pane, and always has its pointer', () => {
	const [, focused] = paneLines('runs', screenModel(everyRun()), narrow, appearance());
	assert.deepEqual([...new Set(focused?.map(({styleName}) => styleName))], ['selected']);
	const [title, other] = paneLines(
		'runs',
		screenModel(everyRun(), {focus: 'log'}),
		narrow,
		appearance(),
	);
	assert.ok(title?.some(({text, styleName}) => text === 'Runs' && styleName === 'title'));
	assert.deepEqual(other?.[0], {text: '▸', styleName: 'focus'});
	assert.equal(other[1]?.styleName, 'running');
});

test('a stale row is muted and keeps its values', () => {
	const stale = run('wfrun_aaaa', {
		execution: execution('running', {progressPercent: 80}),
		polling: pollStatus({problem: problem()}),
	});
	const [, , row] = paneLines(
		'runs',
		screenModel([run('wfrun_bbbb'), stale]),
		narrow,
		appearance(),
	);
	assert.ok(row?.some(({text, styleName}) => text === '80%' && styleName === 'muted'));
	assert.ok(row?.some(({text, styleName}) => text === '!1s' && styleName === 'warn'));
});

test('a run without a response shows why', () => {
	const unheard = run('wfrun_aaaa', {
		polling: pollStatus({respondedAt: null, problem: problem({kind: 'timeout', httpStatus: null})}),
	});
	const [, row] = texts(paneLines('runs', screenModel([unheard]), narrow, appearance()));
	assert.equal(row, '▸◌ aaaa             !timeout');
});

test('G3: an unknown status is shown unchanged', () => {
	const strange = run('wfrun_aaaa', {
		execution: execution('other', {status: foreignProse('冷启动')}),
	});
	const [, row] = texts(paneLines('runs', screenModel([strange]), narrow, appearance()));
	assert.equal(row, '▸? aaaa               冷启动');
});

test('the title shows how many runs pass the filter', () => {
	const list = {...runList(everyRun().slice(0, 2)), total: 9, filter: '文生'};
	const [title] = texts(paneLines('runs', screenModel(everyRun(), {list}), narrow, appearance()));
	assert.equal(title, '▸1 Runs 2 of 9 ─ /文生');
});

test('a filter with an invalid term is highlighted', () => {
	const styleName = (filter: string) => {
		const list = {...runList(everyRun()), filter};
		const [line = []] = paneLines('runs', screenModel([], {list}), narrow, appearance());
		return line.find(({text}) => text.startsWith('/'))?.styleName;
	};
	assert.equal(styleName('is:marked'), 'key');
	assert.equal(styleName('is:failed'), 'warn');
});

test('a long filter is cut, and hides neither the divider nor the other fields of the title', () => {
	const sort = {key: 'cost', descending: true} as const;
	const title = (filter: string, width: number, parts = {}): string => {
		const list = {...runList(everyRun().slice(0, 2)), total: 9, filter, ...parts};
		const [line = []] = paneLines(
			'runs',
			screenModel([], {list}),
			{width, height: 3},
			appearance(),
		);
		assert.equal(lineWidth(line), width);
		return textOf(line);
	};
	assert.equal(title('status:failed cost:>0.01', 29), '▸1 Runs 2 of 9 ─ /status:fa… ');
	assert.equal(title('文生图文生图文生图文生图', 29), '▸1 Runs 2 of 9 ─ /文生图文…  ');
	assert.equal(title('status:failed', 30), '▸1 Runs 2 of 9 ─ /status:fai… ');
	const long = 'status:failed cost:>0.01';
	assert.equal(title(long, 44, {sort}), '▸1 Runs 2 of 9 ─ /status:failed … ─ cost▾   ');
	assert.equal(title(long, 38, {sort}), '▸1 Runs 2 of 9 ─ /status:failed … ─ … ');
	assert.equal(title(long, 20, {sort}), '▸1 Runs 2 of 9 ─ /… ');
});

test('an empty list shows why it is empty', () => {
	const none = texts(paneLines('runs', screenModel([]), narrow, appearance()));
	assert.equal(none[1], ' none yet');
	const list = {...runList([]), total: 9, filter: 'x'};
	const unmatched = texts(paneLines('runs', screenModel([], {list}), narrow, appearance('zh')));
	assert.equal(unmatched[1], ' 无匹配');
});

test('a very narrow list shows the state before the title', () => {
	const lines = texts(
		paneLines('runs', screenModel(everyRun()), {width: 20, height: 4}, appearance()),
	);
	assert.deepEqual(lines, [
		'▸1 Runs 9       ↓6',
		'▸► 314f 文生图… 57%',
		' ○ 9a1c 图… #3 ~89s',
		' ✓ 77e0 文生… 00:41',
	]);
});

test('a stalled run has its own sign and the time since its last progress', () => {
	const earlier = [8, 8, 8].map(longestIdleSec => ({seconds: 900, curve: null, longestIdleSec}));
	const history = {...emptyHistory, movedAt: now - 12 * 60_000, earlierRuns: earlier};
	const still = run('wfrun_314ff7d8b7a5beff1388', {
		execution: execution('running', {progressPercent: 57}),
		history,
	});
	const lines = texts(paneLines('runs', screenModel([still]), narrow, appearance()));
	assert.equal(lines[1], '▸‖ 314f          stalled 12m');
	// A poll that fails is no answer that nothing moved.
	const stale = {
		...still,
		polling: pollStatus({problem: problem(), respondedAt: now - 11 * 60_000}),
	};
	assert.match(
		texts(paneLines('runs', screenModel([stale]), narrow, appearance()))[1] ?? '',
		/► 314f.*!11m/,
	);
});

test('a late run has its own sign, and in a wide list its usual duration', () => {
	const earlier = [22, 21, 24, 22, 20].map(seconds => ({
		seconds,
		curve: null,
		longestIdleSec: null,
	}));
	const late = run('wfrun_314ff7d8b7a5beff1388', {
		execution: execution('running', {progressPercent: 57, startedAt: now - 20 * 60_000}),
		history: {...emptyHistory, movedAt: now, earlierRuns: earlier},
	});
	const draw = (width: number) =>
		texts(paneLines('runs', screenModel([late]), {width, height: 4}, appearance()))[1];
	assert.equal(draw(29), '▸» 314f            57% ━━╸──');
	assert.match(draw(60) ?? '', /^▸» 314f +late {2}57% ━+╸─+ usually 22s 20:00$/);
	const ascii = appearance('en', {ascii: true});
	assert.match(texts(paneLines('runs', screenModel([late]), narrow, ascii))[1] ?? '', /^>L 314f/);
});

test('in a wide list a running row has the time left, a queued one the forecast of its wait and run', () => {
	const wide = {width: 60, height: 4};
	const earlier = [40, 42, 44].map(seconds => ({seconds, curve: null, longestIdleSec: null}));
	const [running, queued] = everyRun();
	assert.ok(running && queued);
	const known = {...queued, history: {...emptyHistory, earlierRuns: earlier}};
	const lines = texts(paneLines('runs', screenModel([running, known]), wide, appearance()));
	assert.match(lines[1] ?? '', /57% +3-7s 00:08$/);
	assert.match(lines[2] ?? '', /#3 +~89s \+ 3\d-5\ds$/);
});

test('a wide list shows the sort in its title, and no value twice', () => {
	const list = {...runList(everyRun()), sort: {key: 'duration', descending: true} as const};
	const [title, head, first] = texts(
		paneLines('runs', screenModel(everyRun(), {list}), {width: 76, height: 12}, appearance()),
	);
	assert.match(title ?? '', / ─ time▾/);
	assert.match(head ?? '', /ELAPSED▾/);
	assert.equal(first?.match(/00:08/g)?.length, 1, first);
});
