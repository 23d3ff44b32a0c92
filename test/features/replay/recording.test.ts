import assert from 'node:assert/strict';
import {appendFileSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import {readExecution} from '../../../source/api/wire/responses.ts';
import type {ExecutionResponse} from '../../../source/core/execution.ts';
import {errorResponse} from '../../../source/demo/responses.ts';
import {showcase} from '../../../source/demo/showcase.ts';
import {initialState} from '../../../source/features/index.ts';
import {openRecording, type Recording} from '../../../source/features/replay/recording.ts';
import type {Action} from '../../../source/store/action.ts';
import {failedRun} from '../../e2e/runs.ts';
import {documentedRun} from '../../helpers/documented-run.ts';
import {hostile} from '../../helpers/hostile-scenario.ts';
import {formsOf} from '../../helpers/keyless.ts';
import {manyRuns} from '../../helpers/picture-run.ts';
import {added, invoked, stateAfter} from '../../helpers/play.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {money} from '../../helpers/sample.ts';
import type {Scenario} from '../../helpers/script.ts';
import {name} from '../../helpers/values.ts';
import {order} from '../runs/order.ts';
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

const blank = initialState({size: {columns: 80, rows: 24}}, 0);

test("the file is its owner's alone from its first byte, and each line is there at once", t => {
	const path = join(temporaryFolder(t), 'a');
	const recorder = begin(path);
	assert.equal(statSync(path).mode & 0o777, 0o600);
	recorder.observe(blank, added(['wfrun_1'], 1), blank);
	assert.match(readFileSync(path, 'utf8'), /^\{"format":.*\}\n\{"at":1,"watch":\["wfrun_1"\]\}\n$/);
	recorder.close();
	assert.throws(() => begin(path), {code: 'EEXIST'});
});

test('a recording of a later version is not played', t => {
	const path = join(temporaryFolder(t), 'a');
	writeFileSync(
		path,
		'{"format":"chenyu-top-recording","version":2,"started":"2026-01-01T00:00:00Z"}\n',
	);
	assert.deepEqual(openRecording(path), {kind: 'no-recording'});
});

test('unknown lines are ignored, and broken ones reported', t => {
	const path = join(temporaryFolder(t), 'a');
	const poll = {execution: 'a', at: 2, next: null};
	writeRecording(path, [
		{at: 0, watch: ['a']},
		{at: 1, dreamt: 'of sheep'},
		{at: 2, polls: [{...poll, answer: 7}]},
		{at: 3, polls: [{...poll, failure: {kind: 'bad luck'}}]},
		{at: 4, polls: [{...poll, answer: {}}]},
		{at: 5, polls: [{...poll, answer: {status: 'running'}, kept: [-1, 2]}]},
		{at: 6, polls: [{...poll, same: true}]},
		{at: 7, polls: [{...poll, answer: {status: 'succeeded'}}]},
	]);
	const recording = open(path);
	const actions = recording.steps.map(({action}) => action);
	assert.deepEqual(
		actions.map(action => (action.type === 'polled' ? action.outcomes.length : action.type)),
		['runsAdded', 0, 1],
	);
	assert.deepEqual(recording.broken, [4, 5, 6, 7]);
});

type Data = Readonly<Record<string, unknown>>;

/**
 * An item of a received log. Few different items are possible, so that many are equal. Some have no message, and some
 * are not log entries at all.
 */
const item: fc.Arbitrary<unknown> = fc.oneof(
	fc.record({
		at: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
		message: fc.constantFrom('a', 'b', '', null),
		event_type: fc.constantFrom('executing', null),
	}),
	fc.constantFrom(null, 'bare', 7),
);

type Change = (log: readonly unknown[]) => unknown;

const items = fc.array(item, {maxLength: 3});

/** How a service may change the log. */
const change: fc.Arbitrary<Change> = fc.oneof(
	items.map((more): Change => log => [...log, ...more]),
	fc.tuple(fc.nat(4), items).map(([slid, more]): Change => log => [...log.slice(slid), ...more]),
	fc.tuple(fc.nat(6), item).map(
		([place, more]): Change =>
			log =>
				log.toSpliced(place, 0, more),
	),
	fc.nat(4).map(
		(length): Change =>
			log =>
				log.slice(0, length),
	),
	fc.constantFrom<Change>(
		() => null,
		() => 'no list',
		() => [],
	),
);

test('however a log changes, it is played as it was received', t => {
	const folder = temporaryFolder(t);
	let nth = 0;

	fc.assert(
		fc.property(fc.array(change, {maxLength: 12}), changes => {
			let log: unknown = [];
			const responses = changes.map((next, index): Data => {
				log = next(Array.isArray(log) ? log : []);
				return {status: 'running', progress_percent: index >> 1, logs: log};
			});
			const path = join(folder, String(nth++));
			recordAnswers(path, responses);
			const recording = open(path);

			for (const index of responses.keys()) {
				assert.deepEqual(answerOf(recording, index + 1), readExecution(responses[index]));
			}
		}),
	);
});

test('each entry of a log that grows is written once, however often it is received', t => {
	const path = join(temporaryFolder(t), 'a');
	const entries = Array.from({length: 40}, (_, index) => ({message: `step ${index}`}));
	const responses = entries.map((_, index) => ({
		status: 'running',
		progress_percent: index,
		logs: entries.slice(0, index + 1),
	}));
	recordAnswers(path, responses);
	const written = readFileSync(path, 'utf8').match(/"message":"step \d+"/g);
	assert.equal(written?.length, entries.length);
	assert.deepEqual(answerOf(open(path), entries.length), readExecution(responses.at(-1)));
});

function answerOf(recording: Recording, index: number): ExecutionResponse | undefined {
	const action = recording.steps[index]?.action;
	const [outcome] = action?.type === 'polled' ? action.outcomes : [];
	return outcome?.kind === 'response' ? outcome.response : undefined;
}

/** Half a minute of real time, which only a watch that hangs takes. */
const timeout = 600_000;

const flaky = {
	...manyRuns(2),
	faults: [{answer: errorResponse(502, ''), requests: [2, 5]} as const],
};

for (const [what, scenario, setUp, reason] of [
	['one run', documentedRun(), {timeout}, 'done 0'],
	['hostile', hostile(), {timeout: 20_000}, null],
	['flaky', flaky, {timeout, until: 'once'}, null],
	['showcase', showcase(), {timeout, until: 'first-failure'}, 'until 1'],
	['showcase', showcase(), {timeout, signalAfter: 3}, 'signal 130'],
	['showcase', showcase(), {timeout: 20_000, discovering: true}, 'timeout 3'],
] satisfies ReadonlyArray<readonly [string, Scenario, RecordSetUp, string | null]>) {
	test(`${what} ${JSON.stringify(setUp)}: a replay reports the same events as the watch`, async t => {
		const {lines, file} = await recordLive(t, scenario, setUp);
		assert.ok(lines.length > 2, 'something happened');
		assert.deepEqual(comparable(await replay(file)), comparable(lines));
		assertNoSecret(readFileSync(file, 'utf8'));
		assert.ok(reason === null || endOf(lines) === reason);
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
	assert.match(readFileSync(file, 'utf8'), /"kept":\[0,2\]/);
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
		assert.deepEqual(openRecording(file), {kind: 'no-recording'}, `cut at ${cut}`);
	}
});

test('a recording without end line ends by the state of its runs', async t => {
	const {lines, file} = await recordLive(t, {runs: [failedRun('A film')]}, {timeout});
	const whole = readFileSync(file, 'utf8');
	writeFileSync(file, whole.replace(/\{[^\n]*"end":[^\n]*\n$/, ''));
	assert.equal(endOf(await replay(file)), endOf(lines));
	writeFileSync(file, whole.slice(0, whole.length / 4));
	assert.equal(endOf(await replay(file)), 'gave-up 3');
});

test('a replay does not end before the watch did that was still reading the run list', async t => {
	const file = join(temporaryFolder(t), 'found.jsonl');
	const poll = {next: null};
	writeRecording(file, [
		{at: 0, watch: []},
		{at: 1, found: [{run_order_id: 'a'}]},
		{at: 2, polls: [{execution: 'a', at: 2, ...poll, answer: {status: 'succeeded'}}]},
		{at: 30_000, found: [{run_order_id: 'b'}]},
		{at: 30_001, polls: [{execution: 'b', at: 30_001, ...poll, answer: {status: 'failed'}}]},
		{at: 30_002, end: {reason: 'done', exit_code: 1}},
	]);
	const played = await replay(file);
	assert.equal(endOf(played), 'done 1');
	assert.match(played.at(-1) ?? '', /"at":"2026-01-01T00:00:30\.002Z".*"succeeded":1,"failed":1/);
	assert.equal(endOf(await replay(file, 'any')), 'done 0');
});

test('a recording has no key and no query of an address, however they are written', t => {
	const file = join(temporaryFolder(t), 'a');
	const texts = [
		['https://a.example/x.png?expires=1&signature=abc', 'https://a.example/x.png?[query]'],
		['HTTPS://A.example/x#token=1', 'HTTPS://A.example/x?[query]'],
		['saved to https://a.example/x?s=1, then 2', 'saved to https://a.example/x?[query] then 2'],
		['{"url":"https:\\/\\/a.example\\/x?s=\\"1"}', '{"url":"https:\\/\\/a.example\\/x?[query]"1"}'],
		[`key ${apiKey}.`, 'key [key].'],
		[Buffer.from(apiKey).toString('hex'), '[key]'],
		['what? https://', 'what? https://'],
	] as const;
	recordAnswers(
		file,
		texts.map(([message]) => ({status: 'running', logs: [{message}], deep: [{message}]})),
	);
	assertNoSecret(readFileSync(file, 'utf8'));
	assert.deepEqual(
		open(file).steps.flatMap(({action}) =>
			action.type === 'polled'
				? action.outcomes.map(one => one.kind === 'response' && one.response.logs[0]?.message.exact)
				: [],
		),
		texts.map(([, expected]) => expected),
	);
});

function assertNoSecret(text: string): void {
	const found = formsOf(apiKey).filter(form => text.includes(form));
	assert.deepEqual(found, []);
	assert.doesNotMatch(text, /https?:\/\/[^\s"?]*\?(?!\[query\])/);
	assert.doesNotMatch(text, /authorization/i);
}

/** Returns the reason and the exit code of the event `end`, such as `done 0`. This event must be the last line. */
function endOf(lines: readonly string[]): string {
	const end = JSON.parse(lines.at(-1) ?? '') as Readonly<Record<string, unknown>>;
	assert.equal(end['event'], 'end');
	return `${String(end['reason'])} ${String(end['exit_code'])}`;
}

test('the balance, and runs that are found, added and removed, are recorded and played', t => {
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const recorder = begin(file);
	const balance = {prepaid: money('37.20000001'), cards: money('5')};
	const loaded: Action = {type: 'balanceLoaded', at: 1000, balance};
	const found: Action = {
		type: 'runsFound',
		at: 3000,
		orders: [
			order('d', {
				workflowId: name('wf_1'),
				title: name('A'),
				status: name('running'),
				quoteAmount: money('0.4'),
			}),
		],
	};
	const state = [
		added(['a'], 0),
		loaded,
		{type: 'balanceLoaded', at: 2000, balance: null} as const,
		found,
		added(['b', 'c'], 4000),
		invoked({type: 'drop'}, 5000),
	].reduce((before, action) => {
		const after = stateAfter(before, action);
		recorder.observe(after, action, before);
		return after;
	}, blank);
	recorder.close();
	appendFileSync(file, '{"at":6000,"balance":{"prepaid":"much","cards":"5"}}\n');
	const recording = open(file);
	const played = recording.steps.map(({action}) => action);
	assert.deepEqual(
		played.map(({type, at}) => `${type} ${at}`),
		['runsAdded 0', 'balanceLoaded 1000', 'runsFound 3000', 'runsAdded 4000', 'runsRemoved 5000'],
	);
	assert.deepEqual(played.slice(1, 3), [loaded, found]);
	assert.deepEqual([...stateAfter(blank, ...played).runs.keys()], [...state.runs.keys()]);
	assert.deepEqual([state.runs.size, recording.broken], [3, [7]]);
});
