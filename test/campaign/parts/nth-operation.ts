import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {ApiError} from '../../../source/api/errors.ts';
import {dataOf} from '../../../source/api/failure.ts';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {rawResponseOf} from '../../api/raw-response-of.ts';
import {failingFiles} from '../../features/outputs/download/failing-files.ts';
import {fastClock} from '../../helpers/fake-clock.ts';
import {Chance} from '../../helpers/fault-chance.ts';
import {temporaryFolder, type Scope} from '../../helpers/program.ts';
import {ScriptedClient, type Reply} from '../../polling/scripted-client.ts';
import {add, makeLockOld, open} from '../../storage/stored.ts';
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
/** More file calls than it takes to store one change of the state. */
const fileCalls = 24;
/** More requests than two runs take. */
const requests = 28;
const scripts = 5;
const whole = diskErrors.length * fileCalls + requests * scripts;

/** In one trial for every n, the n-th file call fails while state is stored (J2). In others, the n-th request fails. */
export const part: Part = {
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
	await add((await open(folder)).storage, 'old');
	let calls = 0;
	const files = failingFiles(() => (calls++ === nth ? code : null));
	const {storage, troubles} = await open(folder, files);
	await add(storage, 'new');
	assert.ok(troubles.length <= 1, 'it was reported more than once');
	makeLockOld(folder);
	await add((await open(folder)).storage, 'after');
	const left = await open(folder);
	assert.deepEqual(left.troubles, []);
	const {watched} = left.storage.saved;
	assert.ok(watched.has('old') && watched.has('after'), `left is ${[...watched].join()}`);
	assert.deepEqual(
		readdirSync(folder).filter(name => !/^state\.json(?:\..*\.tmp)?$/.test(name)),
		[],
		'a lock is left',
	);
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
