import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {dataOf} from '../../source/api/failure.ts';
import type {RawResponse} from '../../source/api/raw-response.ts';
import {readLongLog, type ParsedResponse} from '../../source/api/read-long-log.ts';
import {readExecution} from '../../source/api/wire/execution.ts';
import {rawResponseOf} from './raw-response-of.ts';

/** Texts that look like JSON, or have multi-byte characters. */
const word = fc.constantFrom(
	'step 5/20',
	'},{"',
	'"logs":[',
	'],"status":"failed"',
	'\\',
	'\\"',
	'{[',
	'猫\u0000🧩',
	'',
);

const item: fc.Arbitrary<unknown> = fc.oneof(
	{weight: 6, arbitrary: fc.record({at: fc.nat(99), message: word, node_id: fc.nat(3)})},
	word,
	fc.constantFrom(null, 0, true, [], {}, [{message: 'deep'}], {logs: [{a: [1]}, {b: 2}]}),
);

/** At least three fields of a response, in random order. The log may be one of them. */
const fields = fc.shuffledSubarray(['status', 'outputs', 'logs', 'snapshot', 'error'], {
	minLength: 3,
});

type ReadResponse = Awaited<ReturnType<typeof readLongLog>>;

type Layout = {
	readonly order: readonly string[];
	readonly indent: string;
	readonly msg: string;
	readonly size: number;
	readonly withData: boolean;
};

const layout: fc.Arbitrary<Layout> = fc.record({
	order: fields,
	indent: fc.constantFrom('', ' ', '\t'),
	msg: word,
	size: fc.integer({min: 1, max: 120}),
	withData: fc.boolean(),
});

function bodyOf(logs: readonly unknown[], {order, indent, msg}: Layout): string {
	const all: Readonly<Record<string, unknown>> = {
		status: 'running',
		outputs: {a: [{url: 'x'}, {url: 'y'}], logs: ['no log']},
		logs,
		snapshot: {logs: []},
		error: null,
	};
	const data = Object.fromEntries(['status', ...order].map(name => [name, all[name]]));
	return JSON.stringify({code: 0, msg, data}, null, indent);
}

/** Returns the response, or the kind and message of the failure. */
async function outcomeOf(read: () => unknown): Promise<unknown> {
	try {
		return await read();
	} catch (error) {
		assert.ok(error instanceof Error);
		return `${error.name}: ${error.message}`;
	}
}

function whole(reply: RawResponse): unknown {
	return readExecution(dataOf(reply));
}

type Change = (logs: readonly unknown[]) => readonly unknown[];

/** A log grows, an entry changes, or entries at its start and end disappear. */
const logChange = fc.oneof(
	fc.array(item, {maxLength: 8}).map((items): Change => logs => [...logs, ...items]),
	fc.tuple(fc.nat(20), item).map(([at, to]): Change => {
		return logs => logs.map((listed, index) => (index === at ? to : listed));
	}),
	fc.tuple(fc.nat(6), fc.nat(6)).map(([start, end]): Change => {
		return logs => logs.slice(start, Math.max(0, logs.length - end));
	}),
);

test('property: a response in portions equals the whole one, whatever the previous response', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(item, {maxLength: 12}),
			layout,
			fc.array(fc.tuple(logChange, fc.option(layout)), {maxLength: 6}),
			async (first, firstLayout, changes) => {
				let logs: readonly unknown[] = first;
				let kept: ParsedResponse | null = null;
				let form = firstLayout;

				for (const [apply, other] of [[null, null] as const, ...changes]) {
					form = other ?? form;
					logs = apply?.(logs) ?? logs;
					const reply = rawResponseOf(bodyOf(logs, form));
					const read: ReadResponse = await readLongLog(reply, kept, form);
					const response = readExecution(dataOf(reply), kept?.response.logs);
					assert.deepEqual(read?.response ?? response, response);

					if (read !== null) {
						assert.deepEqual(read.data, form.withData ? dataOf(reply) : null);
					}

					kept = read ?? {response, log: null};
				}
			},
		),
		{numRuns: 400},
	);
});

test('H17: property: damaged JSON fails in portions exactly as it does as a whole', async () => {
	const damage = fc.record({
		// After a bracket or comma, or anywhere.
		behind: fc.constantFrom('[', ']', ',', '}', ''),
		place: fc.nat(10_000),
		removed: fc.nat(3),
		put: fc.constantFrom('', ',', ']', '[', '{', '}', '"', '\\', ' ', ',"logs":[', '],"data":{'),
	});
	await fc.assert(
		fc.asyncProperty(
			fc.array(item, {maxLength: 8}),
			fc.array(item, {maxLength: 8}),
			layout,
			fc.array(damage, {minLength: 1, maxLength: 3}),
			async (logs, more, form, damages) => {
				const kept = await readLongLog(rawResponseOf(bodyOf(logs, form)), null, form);
				let text = bodyOf([...logs, ...more], form);

				for (const {behind, place, removed, put} of damages) {
					const begun = text.indexOf(behind, place % (text.length + 1)) + behind.length;
					const at = begun < behind.length ? text.length : begun;
					text = text.slice(0, at) + put + text.slice(at + removed);
				}

				const reply = rawResponseOf(text);
				const expected = await outcomeOf(() => whole(reply));
				const read = await outcomeOf(async () => {
					const portions = await readLongLog(reply, kept, form);
					return portions?.response ?? whole(reply);
				});
				assert.deepEqual(read, expected);
			},
		),
		{numRuns: 1500},
	);
});

/** A response with this JSON in the array of its log. */
function withLogs(logs: string): RawResponse {
	return rawResponseOf(`{"code":0,"data":{"status":"running","logs":[${logs}]}}`);
}

test('H17: a comma without an entry is invalid JSON anywhere', async () => {
	const empty = await readLongLog(withLogs(' '), null, {size: 1});
	assert.deepEqual(empty?.response.logs, []);
	const one = await readLongLog(withLogs('{"message":"a"}'), empty, {size: 1});
	assert.equal(one?.response.logs.length, 1);

	for (const logs of [
		',',
		',{"message":"a"}',
		'{"message":"a"},',
		'{"message":"a"},,{"message":"b"}',
	]) {
		const read: unknown = await Promise.all(
			[null, empty, one].map(async known => readLongLog(withLogs(logs), known, {size: 1})),
		);
		assert.deepEqual(read, [null, null, null], logs);
	}
});

test('a log is parsed as a whole if it continues the last entry of the previous one', async () => {
	const known = await readLongLog(withLogs('1'), null);
	assert.equal(await readLongLog(withLogs('12'), known), null);
	assert.equal((await readLongLog(withLogs('1 , 2'), known))?.response.logs.length, 2);
});

test('the last of two logs counts, as in JSON.parse', async () => {
	const text =
		'{"code":0,"data":{"status":"running","logs":[{"message":"a"}],"logs":[{"message":"b"}]}}';
	assert.equal(await readLongLog(rawResponseOf(text), null), null);
});

function plainBody(count: number, change: Readonly<Record<string, unknown>> = {}): string {
	const logs = Array.from({length: count}, (_, index) => ({
		at: `2026-05-08T10:00:${String(index % 60).padStart(2, '0')}Z`,
		event_type: 'progress',
		detail: {seeds: [index, 1]},
		// An odd number of quotes, and a backslash at the end.
		message: `step ${index} of a "\\`,
	}));
	return JSON.stringify({code: 0, msg: 'ok', data: {status: 'running', logs, ...change}});
}

test('of a longer response only the new part is decoded, and repeated entries are the same objects', async () => {
	const first = await readLongLog(rawResponseOf(plainBody(20_000)), null);
	const body = plainBody(20_010, {progress_percent: 7});
	let decoded = 0;
	const reply = rawResponseOf(body);
	const second = await readLongLog(
		{
			...reply,
			text(from, to) {
				const text = reply.text(from, to);
				decoded += text.length;
				return text;
			},
		},
		first,
	);
	assert.equal(second?.response.logs.length, 20_010);
	assert.equal(second.response.execution.progressPercent, 7);
	assert.ok(decoded < 2000, `${decoded} of ${body.length} bytes`);
	assert.ok(first?.response.logs.every((entry, index) => entry === second.response.logs[index]));
	const third = await readLongLog(rawResponseOf(plainBody(20_010, {progress_percent: 8})), second);
	assert.equal(third?.response.logs, second.response.logs, 'an equal log is the identical array');
});

test('a changed entry is read again, and the others are the same objects', async () => {
	const body = plainBody(20_000);
	const first = await readLongLog(rawResponseOf(body), null);
	const second = await readLongLog(
		rawResponseOf(body.replace('step 15000 of', 'step XV of')),
		first,
	);
	const logs = second?.response.logs ?? [];
	assert.equal(logs[15_000]?.message.exact, 'step XV of a "\\');
	assert.equal(logs.filter((entry, index) => entry !== first?.response.logs[index]).length, 1);
});

test('D8: reading a long log yields to the event loop', async () => {
	let turns = 0;
	const state = {isReading: true};
	const count = (): void => {
		turns++;

		if (state.isReading) {
			setImmediate(count);
		}
	};
	setImmediate(count);
	const reply = rawResponseOf(plainBody(60_000));
	const read = await readLongLog(reply, null);
	state.isReading = false;
	assert.equal(read?.response.logs.length, 60_000);
	assert.ok(turns >= Math.floor(reply.bytes.length / 600_000), `${turns} turns`);
});

test('H19: the number of values is limited outside the log only', async () => {
	const entry = {at: 1, level: 'info', message: 'step', node_id: '3', value: 1, max: 20};
	const logs = Array.from({length: 100_000}, () => entry);
	const bodyWith = (outputs: unknown, after?: unknown) =>
		JSON.stringify({code: 0, data: {status: 'running', outputs, logs, after}});
	const ones = (count: number): unknown => Array(count).fill(1);
	const read = await readLongLog(rawResponseOf(bodyWith({})), null);
	assert.equal(read?.response.logs.length, 100_000);

	for (const body of [
		bodyWith(ones(600_000)),
		bodyWith(ones(300_000), ones(300_000)),
		bodyWith(logs.slice(0, 50_000)),
	]) {
		await assert.rejects(readLongLog(rawResponseOf(body), null), {kind: 'too-large'});
	}
});

test('H19: a log is found after another field `logs` that is not an array', async () => {
	const body =
		'{"code":0,"data":{"status":"running","outputs":{"logs":"text"},"logs":[{"message":"one"}]}}';
	const read = await readLongLog(rawResponseOf(body), null);
	assert.equal(read?.response.logs[0]?.message.exact, 'one');
});
