import assert from 'node:assert/strict';
import {join} from 'node:path';
import {ApiError} from '../../../source/api/errors.ts';
import {dataOf} from '../../../source/api/failure.ts';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {createDatabaseFile, openDatabase} from '../../../source/storage/database.ts';
import type {Change} from '../../../source/storage/saved-items.ts';
import {readSavedState, writeChanges} from '../../../source/storage/saved-state-rows.ts';
import {rawResponseOf} from '../../api/raw-response-of.ts';
import {fastClock} from '../../helpers/fake-clock.ts';
import {Chance} from '../../helpers/fault-chance.ts';
import {temporaryFolder, type Scope} from '../../helpers/program.ts';
import {ScriptedClient, type Reply} from '../../polling/scripted-client.ts';
import {account, failingDatabase} from '../../storage/stored.ts';
import {runCases, type Part} from '../part.ts';
import {randomScript} from '../response-script.ts';
import {watchRun} from '../watch-run.ts';

/** SQLite's codes: busy, locked, out of memory, read-only, disk error, damaged, full, cannot open. */
const databaseErrors = [5, 6, 7, 8, 10, 11, 13, 14] as const;
/** More operations than it takes to store changes of the state. */
const operations = 24;
/** More requests than two runs take. */
const requests = 28;
const scripts = 5;
const whole = databaseErrors.length * operations + requests * scripts;

/** In one trial for every n, the n-th operation of the database fails while state is stored (J2). In others, the n-th request fails. */
export const part: Part = {
	whole,
	async run(context) {
		const stored = databaseErrors.flatMap(code =>
			Array.from({length: operations}, (_, nth) => ({code, nth})),
		);
		const requested = Array.from({length: scripts * requests}, (_, index) => ({
			seed: Math.floor(index / requests),
			nth: index % requests,
		}));

		await runCases(
			context,
			stored,
			{nameOf: ({code, nth}) => `${code} at operation ${nth}`},
			async (scope, {code, nth}) => storeThrough(scope, code, nth),
		);
		await runCases(
			context,
			requested,
			{limit: 40, nameOf: ({seed, nth}) => `request ${nth} of script ${seed}`},
			async (_scope, {seed, nth}) => watchThrough(new Chance(context.chance.seed + seed), nth),
		);
	},
};

async function storeThrough(scope: Scope, errcode: number, nth: number): Promise<void> {
	const path = join(temporaryFolder(scope), 'state.db');
	createDatabaseFile(path);
	const database = openDatabase(path, 0);
	writeChanges(database, account, [added('old')]);
	const changes = [added('new-1'), added('new-2')];
	const error = () => Object.assign(new Error('made to fail'), {errcode});
	let failed = false;

	try {
		writeChanges(failingDatabase(database, nth, error), account, changes);
	} catch (caught) {
		assert.equal((caught as Error).message, 'made to fail');
		failed = true;
	}

	assert.deepEqual(watchedIn(path), ['old', ...(failed ? [] : ['new-1', 'new-2'])]);
	writeChanges(database, account, changes);
	database.close();
	assert.deepEqual(watchedIn(path), ['old', 'new-1', 'new-2']);
}

function added(id: string): Change {
	return {kind: 'watched', id, value: true};
}

/** Reads with a connection of its own. */
function watchedIn(path: string): readonly string[] {
	const database = openDatabase(path, 0);

	try {
		return [...readSavedState(database, account).watched];
	} finally {
		database.close();
	}
}

/** Watches two runs while the n-th request fails. */
async function watchThrough(chance: Chance, nth: number): Promise<void> {
	const runs = new Map(['wfrun_a', 'wfrun_b'].map(id => [id, randomScript(chance)] as const));
	const clock = fastClock(100);
	let requested = 0;

	function reply<Value>(response: Value): Reply<Value> {
		return requested++ === nth
			? {error: new ApiError('network', {detail: 'ECONNRESET'})}
			: {response};
	}

	const client = new ScriptedClient(clock, {
		execution(id, poll) {
			const {responses = []} = runs.get(id) ?? {};
			const text = responses[Math.min(poll, responses.length - 1)] ?? '';
			return reply(readExecution(dataOf(rawResponseOf(text))));
		},
		workflow: () => reply({title: null, outputKinds: new Map()}),
	});
	const {code, events} = await watchRun({client, clock, ids: [...runs.keys()]});
	assert.equal(code, 0);

	for (const [id, {messages}] of runs) {
		const own = events.filter(({event, run_order_id}) => event === 'log' && run_order_id === id);
		assert.deepEqual(
			own.map(({message}) => message),
			messages,
		);
	}
}
