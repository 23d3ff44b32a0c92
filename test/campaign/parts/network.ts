import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {defaultLimits} from '../../../source/api/limits.ts';
import {logGaps} from '../../../source/core/log/log-store.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {withTimeout} from '../../../source/core/time/with-timeout.ts';
import {clientOf} from '../../api/client-of.ts';
import {serve} from '../../api/loopback.ts';
import {fastClock} from '../../helpers/fake-clock.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {faultKinds, type FaultKind} from '../../helpers/fault-kinds.ts';
import {
	startFaultService,
	type FaultService,
	type PlannedFault,
} from '../../helpers/fault-service.ts';
import type {Scope} from '../../helpers/program.ts';
import {assertKeyless} from '../keyless.ts';
import {runCases, type Part} from '../part.ts';
import {assertRequestRules, recordRequests} from '../requests.ts';
import {randomScript, type ResponseScript} from '../response-script.ts';
import {watchRun, type WatchResult} from '../watch-run.ts';

/** The fault begins at the first, middle or last poll of its run. */
const moments = ['first', 'middle', 'last'] as const;
const seeds = 5;
const whole = faultKinds.length * moments.length * seeds;

/** Many at once, since a watch mostly waits. */
const parallelWatches = 60;
/** The speed of the program's clock. */
const factor = 20;
/** In the accelerated time of the watch. */
const abandonedAfterMs = 120_000;
/** Longer than any watch. */
const timeoutMs = 45_000;
const apiKey = 'cy_campaign+network/5f1c0a9b73d24e68=';

/** The total is measured by the program's clock, the others in real time. */
const limits = {...defaultLimits, connect: 400, headers: 400, idle: 400, total: 1200 * factor};

type Case = {
	readonly kind: FaultKind;
	readonly moment: (typeof moments)[number];
	readonly seed: number;
};

/**
 * Tests each kind of fault at each moment on real sockets, alone or with a fault of another run. Asserts that a watch
 * that recovers reports all that it would report without faults, and nothing twice. Every watch must obey the rules
 * for requests.
 */
export const part: Part = {
	whole,
	async run(context) {
		const cases = faultKinds.flatMap(kind =>
			moments.flatMap(moment =>
				Array.from({length: seeds}, (_, seed): Case => ({kind, moment, seed})),
			),
		);
		const trap = await serve(context.scope, (_request, response) => response.destroy());
		const elsewhere = new URL('/steal', trap.url);
		let faults = 0;

		await runCases(context, cases, {limit: parallelWatches, nameOf}, async (scope, one) => {
			const count = await watchThrough(scope, one, context.chance.fork(nameOf(one)), elsewhere);
			faults += count;
		});
		assert.equal(trap.connections(), 0, 'another server was requested (H1)');
		context.figure('kinds', faultKinds.length);
		context.figure('faults', faults);
	},
};

function nameOf({kind, moment, seed}: Case): string {
	return `${kind.name}, ${moment} poll, ${seed}`;
}

/** Watches two runs, one of which has the fault. Returns the number of failed requests. */
async function watchThrough(
	scope: Scope,
	{kind, moment}: Case,
	chance: Chance,
	elsewhere: URL,
): Promise<number> {
	const stories = new Map(['wfrun_a', 'wfrun_b'].map(id => [id, randomScript(chance)] as const));
	const clock = fastClock(factor);
	const service = await startFaultService(scope, {
		scripts: new Map([...stories].map(([id, {responses}]) => [id, responses])),
		faults: faultsOf(kind, moment, stories, chance),
		chance,
		clock,
		elsewhere,
	});
	const {url, lookup} = service;
	const client = recordRequests(clientOf(scope, url, {apiKey, clock, limits, lookup}), clock);
	// A Retry-After of up to an hour is waited for (H16), so only a timeout ends such a watch.
	const timeout = kind.outcome === 'abandoned' ? abandonedAfterMs : null;
	const watched = await withTimeout(
		watchRun({client, clock, ids: [...stories.keys()], timeout}),
		systemClock,
		timeoutMs,
	);
	assert.ok(service.faultCount() > 0, 'no fault occurred');
	assertOutcome(kind, watched, stories);
	assertRequestRules(client.requested);
	assertRequests(service);
	assertKeyless(watched.stdout, apiKey, 'the report');
	assertKeyless(inspect(watched.state.runs, {depth: 12}), apiKey, 'the state');
	assertKeyless(inspect(client.requested, {depth: 12}), apiKey, 'an error');
	return service.faultCount();
}

/** Plans the fault. In half of the cases that the watch notices and recovers from, the other run has a fault, too. */
function faultsOf(
	kind: FaultKind,
	moment: Case['moment'],
	stories: ReadonlyMap<string, ResponseScript>,
	chance: Chance,
): readonly PlannedFault[] {
	const last = (stories.get('wfrun_a')?.responses.length ?? 1) - 1;
	const after = {first: 0, middle: Math.ceil(last / 2), last}[moment];
	const {outcome, unnoticed, maxTimes} = kind;
	const times =
		unnoticed === true ? 1 : outcome === undefined ? chance.between(1, maxTimes ?? 6) : 99;
	const one = {kind, run: 'wfrun_a', after, times};
	const harmless = faultKinds.filter(other => (other.outcome ?? other.maxTimes) === undefined);
	const another = {kind: chance.pick(harmless), run: 'wfrun_b', after: 1, times: 1};
	const isAlone = outcome !== undefined || unnoticed === true;
	return isAlone || chance.happens(0.5) ? [one] : [one, another];
}

function assertOutcome(
	{outcome, unnoticed}: FaultKind,
	{code, events, state}: WatchResult,
	stories: ReadonlyMap<string, ResponseScript>,
): void {
	const end = events.at(-1);
	assert.equal(end?.['event'], 'end');
	assert.equal(end['exit_code'], code);
	assert.equal(code, outcome === undefined ? 0 : 3, JSON.stringify(events.slice(-3)));

	switch (outcome) {
		case undefined: {
			if (unnoticed === true) {
				const problems = events.filter(({event}) => event === 'problem');
				assert.deepEqual(problems, [], 'a retried request is no failure (H6)');
			}

			for (const [id, wanted] of stories) {
				assertWhole(id, wanted, events, state);
			}

			break;
		}

		case 'denied': {
			assert.equal(state.denied?.kind, 'auth');
			break;
		}

		case 'abandoned': {
			assert.notEqual(end['unfinished'], 0);
			break;
		}
	}
}

/** Asserts that log, outputs and end of a run were reported once and in order (G5). */
function assertWhole(
	id: string,
	wanted: ResponseScript | undefined,
	events: WatchResult['events'],
	state: WatchResult['state'],
): void {
	const own = events.filter(event => event['run_order_id'] === id);
	const reported = (kind: string) => own.filter(({event}) => event === kind);
	const run = state.runs.get(id);
	assert.ok(wanted !== undefined && run !== undefined);
	assert.deepEqual(
		reported('log').map(({message}) => message),
		wanted.messages,
	);
	assert.deepEqual(
		Object.fromEntries(reported('output').map(({key, value}) => [key, value])),
		wanted.outputs,
	);
	assert.equal(reported('output').length, Object.keys(wanted.outputs).length);
	const statuses = reported('run').map(({status}) => status);
	// The title may arrive after the end.
	const end = statuses.indexOf('succeeded');
	assert.ok(end !== -1 && statuses.slice(end).every(status => status === 'succeeded'));
	assert.equal(run.log.length, wanted.messages.length);
	assert.deepEqual(logGaps(run.log), []);
	assert.equal(run.execution?.phase, 'succeeded');
}

/** Asserts that there are only GET and HEAD requests, with the key in one header (G1, H1). */
function assertRequests({requests}: FaultService): void {
	for (const {head, path} of requests) {
		assert.match(head, /^(?:GET|HEAD) /);
		assertKeyless(path, apiKey, 'a path');
		const lines = head.split('\r\n').filter(line => line.includes(apiKey));
		assert.deepEqual(
			lines.map(line => line.toLowerCase()),
			[`authorization: bearer ${apiKey}`.toLowerCase()],
		);
	}
}
