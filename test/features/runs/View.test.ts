import assert from 'node:assert/strict';
import test from 'node:test';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import {listedWatched} from '../../../source/core/listed-run.ts';
import type {Run} from '../../../source/core/run.ts';
import {cleanName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {filterRuns} from '../../../source/features/runs/filter.ts';
import {emptyListMessage} from '../../../source/features/runs/View.tsx';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {runList, screenModel} from '../../helpers/sample-model.ts';
import {appearance, execution, money, now, pollStatus, problem, run} from '../../helpers/sample.ts';
import {name, profile} from '../../helpers/values.ts';

const narrow = 29;
const [running, queued] = everyRun();
assert.ok(running && queued);

/** The lines of the pane. */
function draw(
	runs: readonly Run[],
	parts: Parameters<typeof screenModel>[1] = {},
	width = narrow,
	height = 11,
	...look: Parameters<typeof appearance>
) {
	return paneLines('runs', screenModel(runs, parts), {width, height}, appearance(...look));
}

/** The row of a run that is alone in the list. */
function rowOf(shown: Run, width = narrow, ...look: Parameters<typeof appearance>): string {
	return texts(draw([shown], {}, width, 4, ...look)).findLast(line => line !== '') ?? '';
}

function runningRun(change: Partial<Run> = {}, startedAt = now - 20_000): Run {
	return run('wfrun_314ff7d8', {
		execution: execution('running', {progressPercent: 57, startedAt}),
		...change,
	});
}

/** The samples of a run whose workflow has earlier runs with these durations in seconds. It moved last at `movedAt`. */
function samplesOf(durations: readonly number[], movedAt = now): Run['samples'] {
	const earlierRuns = durations.map(seconds => profile(seconds, {longestIdleSec: 8}));
	return {...noSamples, movedAt, earlierRuns};
}

test('the selected row is highlighted in the focused pane, and always has its pointer', () => {
	const [, focused] = draw(everyRun());
	assert.deepEqual([...new Set(focused?.map(({styleName}) => styleName))], ['selected']);
	const [title, other] = draw(everyRun(), {focus: 'log'});
	assert.ok(title?.some(({text, styleName}) => text === 'Runs' && styleName === 'title'));
	assert.deepEqual(other?.[0], {text: '▸', styleName: 'focus'});
	assert.equal(other[1]?.styleName, 'running');
});

test('a row says how old its data are if its poll has failed, then muted, or is late', () => {
	const stale = runningRun({polling: pollStatus({problem: problem()})});
	const [, , row = []] = draw([run('wfrun_bbbb'), stale]);
	assert.ok(row.some(({text, styleName}) => text === '57%' && styleName === 'muted'));
	assert.ok(row.some(({text, styleName}) => text === '!1s' && styleName === 'warn'));

	for (const [nextPollAt, end] of [
		[now - 12_000, /57% !14s$/],
		[now - 4000, /57%$/],
		[now + 16_000, /57%$/],
	] as const) {
		const polling = pollStatus({respondedAt: now - 14_000, nextPollAt});
		assert.match(rowOf(runningRun({polling})), end);
	}

	const timeout = problem({kind: 'timeout', httpStatus: null});
	const unheard = run('wfrun_aaaa', {polling: pollStatus({respondedAt: null, problem: timeout})});
	assert.equal(rowOf(unheard), '▸◌ aaaa             !timeout');
});

test('the title keeps the count and as much of the filter as fits, and highlights an invalid term', () => {
	const sort = {key: 'cost', descending: true} as const;

	for (const [filter, width, parts, title, styleName] of [
		['status:failed cost:>0.01', 29, {}, '▸1 /status:failed co… 2 of 9 ', 'key'],
		['status:failed', 45, {sort}, '▸1 Runs ─ /status:failed 2 of 9 ─ cost▾      ', 'key'],
		['status:failed', 30, {sort}, '▸1 /status:failed 2 of 9      ', 'key'],
		[
			'is:lost',
			30,
			{sort: {key: 'needs-me', descending: false}},
			'▸1 /is:lost 2 of 9            ',
			'warn',
		],
	] as const) {
		const list = {...runList(everyRun().slice(0, 2)), total: 9, filter, ...parts};
		const [line = []] = draw([], {list}, width, 3);
		assert.deepEqual([lineWidth(line), textOf(line)], [width, title]);
		assert.equal(line.find(({text}) => text.startsWith('/'))?.styleName, styleName);
	}
});

test('an empty list shows why it is empty', () => {
	assert.match(texts(draw([])).slice(1, 3).join(''), /^ No runs yet\. Press a/);
	const list = {...runList([]), total: 9, filter: 'x'};
	assert.equal(texts(draw([], {list}, narrow, 11, 'zh'))[1], ' 无匹配');
	const empty = runList([]);
	const sentence = (parts: Partial<typeof empty>) =>
		emptyListMessage({...empty, ...parts}, now, appearance());
	const denied = problem({kind: 'auth', httpStatus: 401});
	assert.match(sentence({denied}), /refused the API key.*CHENYU_API_KEY.*press r, or restart/);
	const narrowedBy = cleanName('--status queued');
	const discovery = {failure: null, readSince: now, left: 0, narrowedBy};
	assert.match(sentence({discovery}), /^No run .* matches --status queued\./);
	assert.doesNotMatch(sentence({isReplay: true}), /Press a/);
});

test('a stalled and a late run have a sign of their own, and are found by it', () => {
	const stalled = runningRun({samples: samplesOf([900, 900, 900], now - 12 * 60_000)});
	// A poll that fails is no answer that nothing moved.
	const polling = pollStatus({problem: problem(), respondedAt: now - 11 * 60_000});
	const late = runningRun({samples: samplesOf([22, 21, 24, 22, 20])}, now - 20 * 60_000);
	const isFound = (listed: Run, filter: string) =>
		filterRuns([listedWatched(listed, null)], filter, now).length > 0;

	for (const [shown, row, isStalled, isLate] of [
		[stalled, '▸‖ 314f          stalled 12m', true, false],
		[{...stalled, polling}, '▸► 314f             57% !11m', false, false],
		[late, '▸» 314f                  57%', false, true],
	] as const) {
		assert.equal(rowOf(shown), row);
		assert.deepEqual(
			['is:stalled', 'is:late'].map(filter => isFound(shown, filter)),
			[isStalled, isLate],
		);
	}

	assert.match(rowOf(late, 60), /^▸» 314f +57% ━{4}╸─{3}  usually 22s 314f$/);
	assert.match(rowOf(late, narrow, 'en', {ascii: true}), /^>L 314f +57%$/);
});

test('what is unknown of a run leaves the word of its state, and the wait in the queue has a place of its own', () => {
	const ofPhase = (phase: 'running' | 'queued', queuePosition: number | null) =>
		run('wfrun_1', {execution: execution(phase, {progressPercent: null, queuePosition})});
	assert.match(rowOf(ofPhase('running', null)), /running$/);
	assert.match(rowOf(ofPhase('queued', null)), /queued$/);
	assert.match(rowOf(ofPhase('queued', 7)), /#7$/);
	assert.match(rowOf(queued, 60), /#3 +~89s 9a1c$/);
});

test('the chosen columns are shown, amounts with equally many decimals, at most four, and blank columns take no room', () => {
	const runs = ['0.5', '0.0002878'].map((cost, index) =>
		run(`wfrun_${index}`, {execution: execution('succeeded', {totalCost: money(cost)})}),
	);
	const list = {...runList(runs), columns: ['state', 'input.seed', 'cost']};
	assert.deepEqual(texts(draw(runs, {list}, 60, 7)).slice(1, 4), [
		'   STATE        COST',
		'▸✓ succeeded ¥0.5000',
		' ✓ succeeded ¥0.0003',
	]);
	const reason = foreignProse('A reason that takes cells of the cost');
	const error = {reason, detail: null, engineCode: null, statusCode: null};
	const all = [...runs, run('wfrun_2', {execution: execution('failed', {error, totalCost: null})})];
	const reasons = {...runList(all), columns: ['node', 'cost']};
	assert.equal(texts(draw(all, {list: reasons}, 60, 7))[4], ` ✗ ${reason.safe}`);
});

test('a long status takes no cell from the titles of other rows, and a title none that a long text needs', () => {
	const paused = execution('other', {status: name('paused_by_administrator')});
	const title = foreignProse('A title as long as the whole row of the list');
	const runs = [runningRun({title}), run('wfrun_2', {title, execution: paused})];
	assert.deepEqual(texts(draw(runs, {}, 58, 3)).slice(1), [
		'▸► A title as long as the whole row… 57% ━━━━╸───  – 314f',
		' ? A title as long as the … paused_by_administrator  2',
	]);
});

test('a dot at the end of the state marks a run that ended unseen', () => {
	const times = {startedAt: now - 20_000, terminalAt: now - 1000};
	const runs = [run('wfrun_1', {execution: execution('failed', times)})];
	const list = runList(runs);
	const parts = {list: {...list, rows: list.rows.map(row => ({...row, isUnseen: true}))}};
	assert.match(texts(draw(runs, parts, 52, 3))[1] ?? '', / failed ●  19s 1$/);
	assert.match(texts(draw(runs, parts))[1] ?? '', / failed ●$/);
});
