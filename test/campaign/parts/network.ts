import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {inspect} from 'node:util';
import {createHttpClient} from '../../../source/api/http-client.ts';
import {defaultLimits} from '../../../source/api/limits.ts';
import {logGaps} from '../../../source/core/log/log-store.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {fastClock} from '../../helpers/fault-clock.ts';
import type {FaultKind} from '../../helpers/fault-kind.ts';
import {faultKinds} from '../../helpers/fault-kinds.ts';
import {
	startFaultService,
	type FaultService,
	type PlannedFault,
} from '../../helpers/fault-service.ts';
import {startTrap, type Trap} from '../../helpers/fault-trap.ts';
import {assertAskedPolitely} from '../asking-rules.ts';
import {inParallel, type Part} from '../part.ts';
import {assertKeyless} from '../keyless.ts';
import {observed} from '../observed-client.ts';
import {story, type Story} from '../story.ts';
import {watchRun, type Watched} from '../watch-run.ts';

/** When in the life of a run it happens. */
const moments = ['first', 'middle', 'last'] as const;
const seeds = 5;
const whole = faultKinds.length * moments.length * seeds;

/** Watches that go on at the same time; each of them mostly waits. */
const atOnce = 60;
/** Times faster than the world; what is left of a second is still long for a loopback connection. */
const factor = 20;
/** By then every watch has come to its end, five minutes of its own clock and all. */
const patience = 45_000;
const apiKey = 'cy_campaign+network/5f1c0a9b73d24e68=';

/** The limits of the program, shortened as its clock is. The total is measured by that clock, the others by the machine's. */
const limits = {...defaultLimits, connect: 400, headers: 400, idle: 400, total: 1200 * factor};

type Case = {
	readonly kind: FaultKind;
	readonly moment: (typeof moments)[number];
	readonly seed: number;
};

/**
 * Every kind of fault at every moment, alone and with others, on real sockets: in the end everything is known that a
 * perfect connection tells, once, and nobody was asked more often than is allowed.
 */
export const network: Part = {
	name: 'network',
	whole,
	async run({chance, share, only, results, figure}) {
		const all = faultKinds
			.filter(({name}) => only?.test(name) ?? true)
			.flatMap(kind =>
				moments.flatMap(moment =>
					Array.from({length: seeds}, (_, seed): Case => ({kind, moment, seed})),
				),
			);
		const trap = await startTrap();
		let befallen = 0;

		try {
			await inParallel(chance.sample(all, share(whole)), atOnce, async one => {
				const name = `${one.kind.name}, ${one.moment} poll, ${one.seed}`;
				await results.caseAsync(name, async () => {
					const count = await watchThrough(one, chance.fork(name), trap);
					befallen += count;
				});
			});
			assert.equal(trap.caught(), 0, 'somebody else was asked (H1)');
		} finally {
			await trap.close();
			figure('kinds', faultKinds.length);
			figure('faults', befallen);
		}
	},
};

/** Gives what comes of it, and not later than anybody waits. */
async function soon<Result>(work: Promise<Result>): Promise<Result> {
	const over = new AbortController();

	try {
		return await Promise.race([
			work,
			setTimeout(patience, undefined, {signal: over.signal}).then((): never => {
				throw new Error(`it goes on after ${patience / 1000} s`);
			}),
		]);
	} finally {
		over.abort();
	}
}

/** Watches two runs, one of which it befalls. Gives how many questions went wrong. */
async function watchThrough({kind, moment}: Case, chance: Chance, trap: Trap): Promise<number> {
	const stories = new Map(['wfrun_a', 'wfrun_b'].map(id => [id, story(chance)] as const));
	const clock = fastClock(factor);
	const service = await startFaultService({
		stories: new Map([...stories].map(([id, {responses}]) => [id, responses])),
		faults: faultsOf(kind, moment, stories, chance),
		chance,
		clock,
		elsewhere: trap.url,
	});
	const client = observed(
		createHttpClient({
			baseUrl: service.url,
			apiKey,
			concurrency: 8,
			clock,
			limits,
			lookup: service.lookup,
		}),
		clock,
	);

	try {
		const watched = await soon(watchRun({client, clock, ids: [...stories.keys()]}));
		assert.ok(service.befallen() > 0, 'nothing went wrong');
		assertOutcome(kind, watched, stories);
		assertAskedPolitely(client.requested);
		assertQuestions(service);
		assertKeyless(watched.stdout, apiKey, 'the report');
		assertKeyless(inspect(watched.state.runs, {depth: 12}), apiKey, 'the state');
		assertKeyless(inspect(client.requested, {depth: 12}), apiKey, 'an error');
		return service.befallen();
	} finally {
		await client.close();
		await service.close();
	}
}

/** The fault at its moment; and, where the watch is to live through it, another one somewhere. */
function faultsOf(
	kind: FaultKind,
	moment: Case['moment'],
	stories: ReadonlyMap<string, Story>,
	chance: Chance,
): readonly PlannedFault[] {
	const last = (stories.get('wfrun_a')?.responses.length ?? 1) - 1;
	const after = {first: 0, middle: Math.ceil(last / 2), last}[moment];
	const times = (slow = false): number =>
		kind.outcome === undefined ? chance.between(1, slow ? 2 : 6) : 99;
	const one = {kind, run: 'wfrun_a', after, times: kind.unnoticed === true ? 1 : times(kind.slow)};
	const harmless = faultKinds.filter(({outcome, slow}) => outcome === undefined && slow !== true);
	const another = {kind: chance.pick(harmless), run: 'wfrun_b', after: 1, times: 1};
	const isAlone = kind.outcome !== undefined || kind.unnoticed === true;
	return isAlone || chance.happens(0.5) ? [one] : [one, another];
}

function assertOutcome(
	{outcome, unnoticed}: FaultKind,
	{code, events, state}: Watched,
	stories: ReadonlyMap<string, Story>,
): void {
	const end = events.at(-1);
	assert.equal(end?.['event'], 'end');
	assert.equal(end['exit_code'], code);

	switch (outcome) {
		case undefined: {
			assert.equal(code, 0, JSON.stringify(events.slice(-3)));

			if (unnoticed === true) {
				const problems = events.filter(({event}) => event === 'problem');
				assert.deepEqual(problems, [], "it is nobody's failure (H6)");
			}

			for (const [id, wanted] of stories) {
				assertWhole(id, wanted, events, state);
			}

			break;
		}

		case 'denied': {
			assert.equal(code, 3);
			assert.equal(state.denied?.kind, 'auth');
			break;
		}

		case 'given-up': {
			assert.equal(code, 3);
			assert.equal(state.runs.get('wfrun_a')?.polling.gaveUp, 'unreachable');
			assertWhole('wfrun_b', stories.get('wfrun_b'), events, state);
			break;
		}

		case 'abandoned': {
			assert.equal(code, 3);
			assert.notEqual(end['unfinished'], 0);
			break;
		}
	}
}

/** Asserts that everything a run has to tell was told, once and in its order (G5). */
function assertWhole(
	id: string,
	wanted: Story | undefined,
	events: Watched['events'],
	state: Watched['state'],
): void {
	const own = events.filter(event => event['run_order_id'] === id);
	const told = (kind: string) => own.filter(({event}) => event === kind);
	const run = state.runs.get(id);
	assert.ok(wanted !== undefined && run !== undefined);
	assert.deepEqual(
		told('log').map(({message}) => message),
		wanted.messages,
	);
	assert.deepEqual(
		Object.fromEntries(told('output').map(({key, value}) => [key, value])),
		wanted.outputs,
	);
	assert.equal(told('output').length, Object.keys(wanted.outputs).length);
	const statuses = told('run').map(({status}) => status);
	// The title may come after the end, and is a change too.
	const end = statuses.indexOf('succeeded');
	assert.ok(end !== -1 && statuses.slice(end).every(status => status === 'succeeded'));
	assert.equal(run.log.length, wanted.messages.length);
	assert.deepEqual(logGaps(run.log), []);
	assert.equal(run.execution?.phase, 'succeeded');
}

/** Asserts that nothing but questions left, each with the key in its one place (G1, H1). */
function assertQuestions({heard}: FaultService): void {
	for (const {head, path} of heard) {
		assert.match(head, /^(?:GET|HEAD) /);
		assertKeyless(path, apiKey, 'a path');
		const lines = head.split('\r\n').filter(line => line.includes(apiKey));
		assert.deepEqual(
			lines.map(line => line.toLowerCase()),
			[`authorization: bearer ${apiKey}`.toLowerCase()],
		);
	}
}
