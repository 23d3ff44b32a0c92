import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import type {Run} from '../../../source/core/run.ts';
import {cleanName} from '../../../source/core/text/sanitize.ts';
import {filterRuns} from '../../../source/features/runs/filter.ts';
import {emptyListMessage} from '../../../source/features/runs/View.tsx';
import {initialState} from '../../../source/store/state.ts';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {runList, screenModel} from '../../helpers/sample-model.ts';
import {appearance, execution, money, now, pollStatus, problem, run} from '../../helpers/sample.ts';
import {profile} from '../../helpers/values.ts';

const narrow = {width: 29, height: 11};

/** The lines of the pane. */
function draw(
	runs: readonly Run[],
	parts: Parameters<typeof screenModel>[1] = {},
	size: {readonly width: number; readonly height: number} = narrow,
	...look: Parameters<typeof appearance>
) {
	return paneLines('runs', screenModel(runs, parts), size, appearance(...look));
}

/** Whether the list shows a run with this filter. */
function isFound(listed: Run, filter: string): boolean {
	const state = initialState({columns: 80, rows: 24}, now);
	return filterRuns([listed], {...state, view: {...state.view, filter}}).length > 0;
}

/** The samples of a run whose workflow has earlier runs with these durations in seconds. It moved last at `movedAt`. */
function samplesOf(durations: readonly number[], movedAt = now): Run['samples'] {
	const earlierRuns = durations.map(seconds => profile(seconds, {longestIdleSec: 8}));
	return {...noSamples, movedAt, earlierRuns};
}

test('each run has a glyph, its id, its title and its most important fields', () => {
	assert.deepEqual(texts(draw(everyRun())), [
		'▸1 Runs 9',
		'   ID   TITLE          STATE',
		'▸► 314f 文生图1…   57% ━━╸──',
		' ○ 9a1c 图生视频     #3 ~89s',
		' ✓ 77e0 文生图 …         41s',
		' ✗ c02d 放大          failed',
		' ⊘ dd11 语音合成    canceled',
		' ? e5e5 new thi…    archived',
		' ◌ f00d              waiting',
		' ► 0bad 慢查询      80% !14s',
		' ◌ 0000          unknown run',
	]);
});

test('what a row shows of its run depends on the width of the list', () => {
	const row = (id: string, width: number) =>
		texts(draw(everyRun(), {}, {width, height: 9})).find(line => line.includes(id)) ?? '';
	// From these widths on there are a bar, own columns, and a bar in a column.
	assert.match(row('314f', 27), /文生图111 +57%$/);
	assert.match(row('314f', 28), /文生图111 57% ━━╸──$/);
	assert.match(row('77e0', 49), /大图 +41s$/);
	assert.match(row('314f', 49), /文生图111 +57% ━━╸──$/);
	assert.match(row('314f', 50), /文生图111 +running +57% 2-7s$/);
	assert.match(row('314f', 59), /running +57% 2-7s +8s$/);
	assert.match(row('314f', 60), /running +57% ━━╸── 2-7s +8s$/);
});

test('the selected row is highlighted in the focused pane, and always has its pointer', () => {
	const [, , focused] = draw(everyRun());
	assert.deepEqual([...new Set(focused?.map(({styleName}) => styleName))], ['selected']);
	const [title, , other] = draw(everyRun(), {focus: 'log'});
	assert.ok(title?.some(({text, styleName}) => text === 'Runs' && styleName === 'title'));
	assert.deepEqual(other?.[0], {text: '▸', styleName: 'focus'});
	assert.equal(other[1]?.styleName, 'running');
});

test('a stale row is muted and keeps its values', () => {
	const stale = run('wfrun_aaaa', {
		execution: execution('running', {progressPercent: 80}),
		polling: pollStatus({problem: problem()}),
	});
	const [, , , row] = draw([run('wfrun_bbbb'), stale]);
	assert.ok(row?.some(({text, styleName}) => text === '80%' && styleName === 'muted'));
	assert.ok(row?.some(({text, styleName}) => text === '!1s' && styleName === 'warn'));
});

test('a row whose next poll is late says how old its data are', () => {
	const late = (nextPollAt: number) =>
		run('wfrun_aaaa', {
			execution: execution('running', {progressPercent: 80}),
			polling: pollStatus({respondedAt: now - 14_000, nextPollAt}),
		});
	assert.match(texts(draw([late(now - 12_000)]))[2] ?? '', /80% !14s$/);
	assert.match(texts(draw([late(now - 4000)]))[2] ?? '', /80% ━/);
	assert.match(texts(draw([late(now + 16_000)]))[2] ?? '', /80% ━/);
});

test('a run without a response shows why', () => {
	const unheard = run('wfrun_aaaa', {
		polling: pollStatus({respondedAt: null, problem: problem({kind: 'timeout', httpStatus: null})}),
	});
	const [, , row] = texts(draw([unheard]));
	assert.equal(row, '▸◌ aaaa             !timeout');
});

test('a filter with an invalid term is highlighted', () => {
	const styleName = (filter: string) => {
		const list = {...runList(everyRun()), filter};
		const [line = []] = draw([], {list});
		return line.find(({text}) => text.startsWith('/'))?.styleName;
	};
	assert.equal(styleName('is:marked'), 'key');
	assert.equal(styleName('is:lost'), 'warn');
});

test('the title has the filter first, and is cut at its end', () => {
	const sort = {key: 'cost', descending: true} as const;
	const title = (filter: string, width: number, parts = {}): string => {
		const list = {...runList(everyRun().slice(0, 2)), total: 9, filter, ...parts};
		const [line = []] = draw([], {list}, {width, height: 3});
		assert.equal(lineWidth(line), width);
		return textOf(line);
	};
	assert.equal(title('status:failed cost:>0.01', 29), '▸1 Runs 2 of 9 ─ /status:fa… ');
	assert.equal(title('status:failed', 44, {sort}), '▸1 Runs 2 of 9 ─ /status:failed ─ cost▾     ');
	assert.equal(title('status:failed', 30, {sort}), '▸1 Runs 2 of 9 ─ /status:fai… ');
});

test('an empty list shows why it is empty', () => {
	const none = texts(draw([]));
	assert.match(none.slice(1, 3).join(''), /^ No runs yet\. Press a/);
	const list = {...runList([]), total: 9, filter: 'x'};
	const unmatched = texts(draw([], {list}, narrow, 'zh'));
	assert.equal(unmatched[1], ' 无匹配');
	const {list: empty} = screenModel([]);
	const sentence = (parts: Partial<typeof empty>) =>
		emptyListMessage({...empty, ...parts}, now, appearance());
	const denied = problem({kind: 'auth', httpStatus: 401});
	assert.match(sentence({denied}), /refused the API key.*CHENYU_API_KEY.*press r, or restart/);
	const discovery = {
		failure: null,
		readSince: now,
		left: 0,
		narrowedBy: cleanName('--status queued'),
	};
	assert.match(sentence({discovery}), /^No run .* matches --status queued\./);
});

test('a stalled run has its own sign and the time since its last progress', () => {
	const still = run('wfrun_314ff7d8b7a5beff1388', {
		execution: execution('running', {progressPercent: 57}),
		samples: samplesOf([900, 900, 900], now - 12 * 60_000),
	});
	const lines = texts(draw([still]));
	assert.equal(lines[2], '▸‖ 314f          stalled 12m');
	assert.deepEqual([isFound(still, 'is:stalled'), isFound(still, 'is:late')], [true, false]);
	// A poll that fails is no answer that nothing moved.
	const stale = {
		...still,
		polling: pollStatus({problem: problem(), respondedAt: now - 11 * 60_000}),
	};
	assert.match(texts(draw([stale]))[2] ?? '', /► 314f.*!11m/);
});

test('a late run has its own sign, and in a wide list its usual duration', () => {
	const late = run('wfrun_314ff7d8b7a5beff1388', {
		execution: execution('running', {progressPercent: 57, startedAt: now - 20 * 60_000}),
		samples: samplesOf([22, 21, 24, 22, 20]),
	});
	assert.equal(texts(draw([late]))[2], '▸» 314f            57% ━━╸──');
	assert.deepEqual([isFound(late, 'is:stalled'), isFound(late, 'is:late')], [false, true]);
	const [, wide = ''] = texts(draw([late], {}, {width: 60, height: 4}));
	assert.match(wide, /^▸» 314f +late 57% ━+╸─+ usually 22s 20m00s$/);
	assert.match(texts(draw([late], {}, narrow, 'en', {ascii: true}))[2] ?? '', /^>L 314f/);
});

test('in a wide list a running row has the time left, a queued one the forecast of its wait and run', () => {
	const [running, queued] = everyRun();
	assert.ok(running && queued);
	const known = {...queued, samples: samplesOf([40, 42, 44])};
	const lines = texts(draw([running, known], {}, {width: 60, height: 4}));
	assert.match(lines[1] ?? '', /57% ━+╸─+ +2-7s +8s$/);
	assert.match(lines[2] ?? '', /#3 +~89s \+ [23]\d-[56]\ds$/);
});

test('in a narrow list a run without a progress or a place in the queue has the word of its state', () => {
	const runs = (['running', 'queued', 'queued'] as const).map((phase, index) =>
		run(`wfrun_${index}`, {
			execution: execution(phase, {progressPercent: null, queuePosition: index === 2 ? 7 : null}),
		}),
	);
	const [first = '', second = '', third = ''] = texts(draw(runs)).slice(2);
	assert.match(first, /running$/);
	assert.match(second, /queued$/);
	assert.match(third, /#7$/);
});

test('a wide list marks the sort in the title of its column, and shows no value twice', () => {
	const list = {...runList(everyRun()), sort: {key: 'elapsed', descending: true} as const};
	const [title, head, first] = texts(draw(everyRun(), {list}, {width: 76, height: 12}));
	assert.equal(title, '▸1 Runs 9');
	assert.match(head ?? '', /ELAPSED▾/);
	assert.equal(first?.match(/ 8s/g)?.length, 1, first);
});

test('the chosen columns are shown, amounts with equally many decimals, at most four, and blank columns take no room', () => {
	const runs = ['0.5', '0.0002878'].map((cost, index) =>
		run(`wfrun_${index}`, {execution: execution('succeeded', {totalCost: money(cost)})}),
	);
	const list = {...runList(runs), columns: ['state', 'input.seed', 'cost']};
	assert.deepEqual(texts(draw(runs, {list}, {width: 60, height: 7})).slice(1, 4), [
		'   STATE        COST',
		'▸✓ succeeded ¥0.5000',
		' ✓ succeeded ¥0.0003',
	]);
});

test('a dot before the fields of the row marks a run that ended unseen', () => {
	const times = {startedAt: now - 20_000, terminalAt: now - 1000};
	const runs = [run('wfrun_1', {execution: execution('failed', times)})];
	const list = runList(runs);
	const parts = {list: {...list, rows: list.rows.map(row => ({...row, isUnseen: true}))}};
	assert.match(texts(draw(runs, parts, {width: 52, height: 3}))[1] ?? '', / ● failed +19s /);
	assert.match(texts(draw(runs, parts))[2] ?? '', / ● failed$/);
});
