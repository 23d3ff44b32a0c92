import assert from 'node:assert/strict';
import {readdirSync, utimesSync} from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import {join} from 'node:path';
import {ApiError} from '../../../source/api/errors.ts';
import {dataOf} from '../../../source/api/failure.ts';
import type {RunClient} from '../../../source/api/http-client.ts';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {withMember, type StorageProblem} from '../../../source/core/saved-state.ts';
import type {StorageFiles} from '../../../source/storage/stored-file.ts';
import {openStorage} from '../../../source/storage/storage.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {failingFiles} from '../../features/outputs/download/failing-files.ts';
import {fastClock} from '../../helpers/fake-clock.ts';
import {Chance} from '../../helpers/fault-chance.ts';
import {temporaryFolder, type Scope} from '../../helpers/program.ts';
import {runCases, type Part} from '../part.ts';
import {randomScript} from '../response-script.ts';
import {watchRun} from '../watch-run.ts';

const diskErrors = [
	'ENOSPC',
	'EIO',
	'EACCES',
	'EROFS',
	'EMFILE',
	'EDQUOT',
	'EPERM',
	'EBUSY',
] as const;
/** More file calls than a change takes. */
const fileCalls = 24;
/** More requests than two runs take. */
const requests = 28;
const scripts = 5;
const whole = diskErrors.length * fileCalls + requests * scripts;

/** The n-th operation fails, for every n: of the file system while state is stored (J2), and of the service. */
export const nthOperation: Part = {
	name: 'nth-operation',
	whole,
	async run(context) {
		const onDisk = diskErrors.flatMap(code =>
			Array.from({length: fileCalls}, (_, nth) => ({code, nth})),
		);
		const requested = Array.from({length: scripts * requests}, (_, index) => ({
			seed: Math.floor(index / requests),
			nth: index % requests,
		}));

		await runCases(
			context,
			onDisk,
			{nameOf: ({code, nth}) => `${code} at file call ${nth}`},
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

async function storeThrough(scope: Scope, code: string, nth: number): Promise<void> {
	const folder = temporaryFolder(scope);
	await store(folder, nodeFiles, 'old');
	const troubles = await store(folder, failing(nth, code), 'new');
	assert.ok(troubles.length <= 1, 'it was reported more than once');
	makeOld(join(folder, 'state.json.lock'));
	await store(folder, nodeFiles, 'after');
	const watched = await read(folder);
	assert.ok(watched.includes('old') && watched.includes('after'), `left is ${watched.join()}`);
	assert.deepEqual(
		readdirSync(folder).filter(name => !/^state\.json(?:\..*\.tmp)?$/.test(name)),
		[],
		'a lock is left',
	);
}

async function open(folder: string, files: StorageFiles, troubles: StorageProblem[] = []) {
	return openStorage({
		folder,
		service: 'https://example.com/',
		files,
		clock: systemClock,
		random: Math.random,
		onTrouble: trouble => troubles.push(trouble),
	});
}

async function store(
	folder: string,
	files: StorageFiles,
	id: string,
): Promise<readonly StorageProblem[]> {
	const troubles: StorageProblem[] = [];
	const storage = await open(folder, files, troubles);
	const {saved} = storage;
	storage.save({...saved, watched: withMember(saved.watched, id, true)});
	await storage.flushed();
	return troubles;
}

async function read(folder: string): Promise<readonly string[]> {
	const troubles: StorageProblem[] = [];
	const {saved} = await open(folder, nodeFiles, troubles);
	assert.deepEqual(troubles, []);
	return [...saved.watched];
}

/** A file system whose n-th call fails, including calls of file handles. */
function failing(nth: number, code: string): StorageFiles {
	let calls = 0;
	return failingFiles(() => (calls++ === nth ? code : null));
}

/** Makes the lock of a dead process old, so that it is taken over. */
function makeOld(path: string): void {
	try {
		utimesSync(path, 1000, 1000);
	} catch {
		// There may be none.
	}
}

/** Watches two runs while the n-th request fails. */
async function watchThrough(chance: Chance, nth: number): Promise<void> {
	const runs = new Map(['wfrun_a', 'wfrun_b'].map(id => [id, randomScript(chance)] as const));
	const counts = new Map<string, number>();
	let requested = 0;

	function count(): void {
		if (requested++ === nth) {
			throw new ApiError('network', {detail: 'ECONNRESET'});
		}
	}

	const client: Pick<RunClient, 'execution' | 'workflow' | 'list' | 'close'> = {
		async execution(id) {
			count();
			const {responses = []} = runs.get(id) ?? {};
			const polls = counts.get(id) ?? 0;
			counts.set(id, polls + 1);
			const text = responses[Math.min(polls, responses.length - 1)] ?? '';
			return readExecution(
				dataOf({status: 200, digest: null, text: () => text, retryAfter: null, redirectsTo: null}),
			);
		},
		async workflow() {
			count();
			return {title: null, outputKinds: new Map()};
		},
		async list() {
			count();
			return {orders: [], count: 0, total: 0};
		},
		async close() {},
	};
	const {code, events} = await watchRun({
		client: client as RunClient,
		clock: fastClock(100),
		ids: [...runs.keys()],
	});
	assert.equal(code, 0);

	for (const [id, {messages}] of runs) {
		const own = events.filter(({event, run_order_id}) => event === 'log' && run_order_id === id);
		assert.deepEqual(
			own.map(({message}) => message),
			messages,
		);
	}
}
