import {setTimeout as wait} from 'node:timers/promises';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {startDemoService, type DemoRequest, type RunScript} from '../../source/demo/index.ts';
import {runListHeight} from '../../source/features/runs/selection.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {diceOf} from '../../test/helpers/dice.ts';
import {name, start as startTime} from '../../test/helpers/values.ts';
import {node, program, start, startOnScreen, type Running} from '../process.ts';
import type {Recording, SimulatedRequest} from './recording.ts';
import {entriesAt, makeRuns, type SimulatedRun} from './runs.ts';
import type {Situation} from './situation.ts';
import {createTokenBucket} from './token-bucket.ts';

const columns = 120;

/** Runs the built program in a situation, against the demo service, in real time. */
export async function recordOverHttp(situation: Situation, seed: number): Promise<Recording> {
	const {seconds, limit, latencyMs = 20} = situation;
	const runs = makeRuns(situation, diceOf(seed));
	const sentAt = new Map<DemoRequest, number>();
	const requests: SimulatedRequest[] = [];
	const begun = Promise.withResolvers<number>();
	const wallClockAtStart = systemClock.now();
	let beganAt: number | null = null;
	// The runs begin with the first request, however long the program takes to start.
	const elapsed = (): number => (beganAt === null ? 0 : systemClock.monotonic() - beganAt);
	const service = await startDemoService({
		scenario: {
			runs: runs.map(run => scriptOf(run)),
			latency: latencyMs,
			...(limit !== undefined && {limit: () => createTokenBucket(limit)}),
		},
		clock: {...systemClock, now: () => wallClockAtStart + elapsed()},
		onRequest(request) {
			beganAt ??= systemClock.monotonic();
			begun.resolve(beganAt);
			sentAt.set(request, elapsed());
		},
		onResponse(request, status) {
			requests.push(requestOf(request, status, sentAt.get(request) ?? 0, elapsed(), runs));
		},
	});
	const running = startProgram(situation, service.origin, service.runOrderIds);

	try {
		await begun.promise;
		await wait(seconds * 1000);
		return {situation, runs, requests: withEnds(requests, runs)};
	} finally {
		await running.end();
		await service.close();
	}
}

function startProgram({screen}: Situation, origin: URL, ids: readonly string[]): Running {
	const options = ['--base-url', origin.href];

	if (screen === undefined) {
		return start(node, [program, '--json', ...options, ...ids]);
	}

	const rows = rowsFor(ids, screen.inSight);
	return startOnScreen(node, [program, ...options, ...ids], {columns, rows});
}

/** Returns the height of the terminal at which the list shows the selected run and so many others. */
function rowsFor(ids: readonly string[], inSight: number): number {
	for (let rows = inSight; ; rows++) {
		const empty = initialState({columns, rows}, startTime);
		const action = {type: 'runsAdded', at: startTime, ids: ids.map(id => name(id))} as const;

		if (runListHeight(reduce(empty, action).state) > inSight) {
			return rows;
		}
	}
}

/** A run of one node, which writes the entries of the simulated run as its steps. */
function scriptOf(run: SimulatedRun): RunScript {
	// A timeline has every entry from the start on.
	const ms = Math.round(Math.min(run.endsAt, 3_600_000));
	const sampler = {id: '3', name: 'KSampler', ms, steps: entriesAt(run, ms) - run.entries};
	return {
		id: run.id,
		taskId: `task_${run.id}`,
		workflow: {
			id: run.order.workflowId?.exact ?? '',
			revisionId: 'wfr_1',
			title: 'Text to image',
			outputs: [],
		},
		createdAt: 0,
		queue: {ms: 0, position: 1},
		nodes: [sampler],
		ending: {kind: 'succeeded', outputs: []},
		quote: 0.03,
		computeCost: 0.02,
	};
}

function requestOf(
	{path}: DemoRequest,
	status: number,
	sentAt: number,
	endedAt: number,
	runs: readonly SimulatedRun[],
): SimulatedRequest {
	const {pathname, searchParams} = new URL(path, 'http://127.0.0.1');
	const id = searchParams.get('run_order_id') ?? searchParams.get('workflow_id') ?? '';
	const run = pathname.endsWith('/run/execution') ? runs.find(one => one.id === id) : undefined;
	const isGranted = status === 200;
	return {
		client: 0,
		kind: run !== undefined ? 'execution' : pathname.endsWith('/list') ? 'list' : 'workflow',
		id,
		sentAt,
		endedAt,
		result: isGranted ? 'granted' : status === 429 ? 'refused' : 'failed',
		reported: run !== undefined && isGranted ? {isQueued: false, isFinal: false} : null,
	};
}

/** Marks the final response of each run that ended: it is the last one, since a run is not polled after it. */
function withEnds(
	requests: readonly SimulatedRequest[],
	runs: readonly SimulatedRun[],
): readonly SimulatedRequest[] {
	const ends = new Map(runs.map(({id, endsAt}) => [id, endsAt]));
	const last = new Map(
		requests.filter(({reported}) => reported !== null).map(one => [one.id, one]),
	);
	return requests
		.map(request => {
			const {reported, id, endedAt} = request;
			const isFinal = last.get(id) === request && endedAt >= (ends.get(id) ?? Infinity);
			return reported === null ? request : {...request, reported: {...reported, isFinal}};
		})
		.sort((a, b) => a.sentAt - b.sentAt);
}
