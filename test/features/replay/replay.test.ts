import assert from 'node:assert/strict';
import {appendFileSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {Recorder} from '../../../source/features/replay/recording/recorder.ts';
import {
	openRecording,
	type Recording,
} from '../../../source/features/replay/recording/recording.ts';
import type {Action} from '../../../source/store/action.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import {added, stateAfter} from '../../helpers/play.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {money} from '../../helpers/sample.ts';
import type {ScenarioName} from '../../helpers/scenarios.ts';
import {name} from '../../helpers/values.ts';
import {order} from '../runs/order.ts';
import {assertNowhere} from './secrets.ts';
import {
	apiKey,
	beforeTheEnd,
	begin,
	comparable,
	open,
	recordAnswers,
	recordLive,
	replay,
	writeRecording,
	type RecordSetUp,
} from './watches.ts';

const timeout = 60_000;
const blank = initialState({columns: 80, rows: 24}, 0);

for (const [scenario, setUp, reason] of [
	['one-success', {timeout}, 'done 0'],
	['hostile', {timeout}, null],
	['flaky', {timeout, until: 'once'}, null],
	['showcase', {timeout, until: 'first-failure'}, 'until 1'],
	['showcase', {timeout: 15_000}, 'timeout 3'],
	['showcase', {timeout, signalAfter: 5000}, 'signal 130'],
	['showcase', {timeout: 15_000, discovering: true}, 'timeout 3'],
] satisfies ReadonlyArray<readonly [ScenarioName, RecordSetUp, string | null]>) {
	test(`${scenario} ${JSON.stringify(setUp)}: a replay reports the same events as the watch`, async t => {
		const {lines, file} = await recordLive(t, scenario, setUp);
		assert.ok(lines.length > 2, 'something happened');
		assert.deepEqual(comparable(await replay(file)), comparable(lines));
		assert.equal(statSync(file).mode & 0o777, 0o600, 'others can read it (S3)');
		assertNowhere(readFileSync(file, 'utf8'), apiKey);

		if (reason !== null) {
			assert.equal(endOf(lines), reason);
		}
	});
}

test('a recording truncated at any byte is played up to there', async t => {
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const logs = ['开始', '读取 https://a.example/x?s=1', 'done'].map(message => ({message}));
	recordAnswers(
		file,
		logs.map((_, index) => ({
			status: 'running',
			progress_percent: index * 30,
			logs: logs.slice(0, index + 1),
		})),
	);
	assert.match(readFileSync(file, 'utf8'), /"kept":\{"at":1000,"first":0,"count":2\}/);
	const headerLength = readFileSync(file, 'utf8').indexOf('\n');
	const whole = beforeTheEnd(comparable(await replay(file)));
	assert.ok(whole.length > 1);
	let longest = whole.length;

	for (let cut = statSync(file).size - 1; cut >= headerLength; cut--) {
		truncateSync(file, cut);
		const [start, ...played] = beforeTheEnd(comparable(await replay(file)));
		assert.match(start ?? '', /"event":"start"/);
		assert.deepEqual(played, whole.slice(1, played.length + 1), `cut at ${cut}`);
		assert.ok(played.length < longest, `cut at ${cut}`);
		longest = played.length + 1;
	}

	assert.equal(longest, 1);

	for (let cut = headerLength - 1; cut >= 0; cut--) {
		truncateSync(file, cut);
		const refused = openRecording(file);
		assert.ok('kind' in refused);
		assert.match(refused.kind, /^(?:broken-header|no-recording)$/, `cut at ${cut}`);
	}
});

test('a recording without end line ends by the state of its runs', async t => {
	const {lines, file} = await recordLive(t, 'failing', {timeout});
	const whole = readFileSync(file, 'utf8');
	writeFileSync(file, whole.replace(/\{[^\n]*"end":[^\n]*\n$/, ''));
	assert.equal(endOf(await replay(file)), endOf(lines));
	writeFileSync(file, whole.slice(0, whole.length / 4));
	assert.equal(endOf(await replay(file)), 'gave-up 3');
});

test('a replay does not end before the watch did that was still reading the run list', async t => {
	const file = join(temporaryFolder(t), 'found.jsonl');
	const poll = {next: null, gave_up: null};
	writeRecording(file, [
		{at: 0, watch: []},
		{at: 1, found: [{run_order_id: 'a'}]},
		{at: 2, execution: 'a', ...poll, answer: {status: 'succeeded'}},
		{at: 30_000, found: [{run_order_id: 'b'}]},
		{at: 30_001, execution: 'b', ...poll, answer: {status: 'failed'}},
		{at: 30_002, end: {reason: 'done', exit_code: 1}},
	]);
	const played = await replay(file);
	assert.equal(endOf(played), 'done 1');
	assert.match(played.at(-1) ?? '', /"at":"2026-01-01T00:00:30\.002Z".*"succeeded":1,"failed":1/);
	assert.equal(endOf(await replay(file, [], 'any')), 'done 0');
});

test('a replay of some runs ends by their state', async t => {
	const {lines, file} = await recordLive(t, 'showcase', {timeout: 15_000});
	assert.equal(endOf(lines), 'timeout 3');
	const succeeded = lines
		.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
		.find(({event, status}) => event === 'run' && status === 'succeeded');
	assert.equal(endOf(await replay(file, [String(succeeded?.['run_order_id'])])), 'done 0');
});

/** Returns the reason and the exit code of the event `end`, such as `done 0`. This event must be the last line. */
function endOf(lines: readonly string[]): string {
	const end = JSON.parse(lines.at(-1) ?? '') as Readonly<Record<string, unknown>>;
	assert.equal(end['event'], 'end');
	return `${String(end['reason'])} ${String(end['exit_code'])}`;
}

/** Records these actions. Returns the file, and the state after them. */
function record(t: TestContext, ...actions: readonly Action[]) {
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const sink = begin({path: file});
	const recorder = new Recorder(sink, value => value, 0);
	const state = actions.reduce((before, action) => {
		const after = stateAfter(before, action);
		recorder.observe(after, action, before);
		return after;
	}, blank);
	sink.close();
	return {file, state};
}

function playedActions(recording: Recording): readonly Action[] {
	return recording.steps.map(({action}) => action);
}

test('the balance is recorded and played', t => {
	const balance = {prepaid: money('37.20000001'), cards: money('5')};
	const loaded: Action = {type: 'balanceLoaded', at: 1000, balance};
	const {file} = record(t, loaded, {type: 'balanceLoaded', at: 2000, balance: null});
	appendFileSync(file, '{"at":3000,"balance":{"prepaid":"much","cards":"5"}}\n');
	const recording = open(file);
	assert.deepEqual(playedActions(recording), [loaded]);
	assert.deepEqual(recording.broken, [3]);
});

test('titles and quotes from the run list are recorded and played, also of a run that is picked from it', t => {
	const listed = (id: string, amount: string) =>
		order(id, {title: name(id), quoteAmount: money(amount)});
	const response = {orders: [listed('c', '0.3')], count: 1, total: 1};
	const titlesOf = ({runs}: State) => [...runs.values()].map(({id, title}) => [id, title?.exact]);
	const {file, state} = record(
		t,
		added(['b'], 0),
		{type: 'runsFound', at: 1000, orders: [listed('a', '0.1')]},
		{type: 'commandInvoked', at: 2000, command: {type: 'add'}},
		{type: 'pageLoaded', at: 3000, page: 1, response},
		{type: 'commandInvoked', at: 4000, command: {type: 'submit'}},
	);
	assert.deepEqual(Object.fromEntries(state.quotes), {a: '0.1', c: '0.3'});
	const played = stateAfter(blank, ...playedActions(open(file)));
	assert.deepEqual(played.quotes, state.quotes);
	assert.deepEqual(titlesOf(played), titlesOf(state));
});

test('runs that are added and removed during the watch are recorded and played', t => {
	const actions: readonly Action[] = [
		added(['a'], 0),
		added(['b', 'c'], 4000),
		{type: 'commandInvoked', at: 5000, command: {type: 'drop'}},
	];
	const {file, state} = record(t, ...actions);
	const played = playedActions(open(file));
	assert.deepEqual(
		played.map(({type, at}) => [type, at]),
		[
			['runsAdded', 0],
			['runsAdded', 4000],
			['runsRemoved', 5000],
		],
	);
	assert.deepEqual([...stateAfter(blank, ...played).runs.keys()], [...state.runs.keys()]);
	assert.equal(state.runs.size, 2);
});
