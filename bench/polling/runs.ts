import type {ExecutionResponse, Phase} from '../../source/core/execution.ts';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import type {RunOrder} from '../../source/core/run-order.ts';
import type {Duration} from '../../source/core/time/clock.ts';
import {order} from '../../test/features/runs/order.ts';
import type {Dice} from '../../test/helpers/dice.ts';
import {entry, execution, name, start} from '../../test/helpers/values.ts';
import type {Situation} from './situation.ts';

/** A simulated run. Moments are in ms since the start of the simulation. */
export type SimulatedRun = {
	readonly id: string;
	/** Until then the run is queued. */
	readonly startsAt: Duration;
	readonly endsAt: Duration;
	readonly ending: Phase;
	/** The number of log entries at the start, and how many a second are added from then to the end. */
	readonly entries: number;
	readonly entriesPerSecond: number;
	readonly order: RunOrder;
};

/** Runs of the account that ended before the simulation. The unfiltered list contains them. */
const oldRuns = 500;

export function makeRuns(situation: Situation, dice: Dice): readonly SimulatedRun[] {
	const {runs, seconds, endingShare = 0.2, queuedShare = 0, screen = null, log} = situation;
	return Array.from({length: runs}, (_, index) => {
		const isSelected = screen !== null && index === 0;
		const endsAt = dice.between(0, (seconds * 1000) / endingShare);
		const isQueued = !isSelected && dice.happens(queuedShare);
		const startsAt = isQueued ? dice.between(0, seconds * 1000) : 0;
		return {
			...makeOrder(dice),
			startsAt,
			endsAt: isSelected ? Infinity : startsAt + endsAt,
			ending: dice.happens(0.8) ? 'succeeded' : 'failed',
			entries: log?.entries ?? 10,
			entriesPerSecond: log?.perSecond ?? 0.5,
		};
	});
}

export function makeOldRuns(dice: Dice): readonly SimulatedRun[] {
	return Array.from({length: oldRuns}, () => ({
		...makeOrder(dice),
		startsAt: 0,
		endsAt: 0,
		ending: 'succeeded',
		entries: 10,
		entriesPerSecond: 0,
	}));
}

function makeOrder(dice: Dice): Pick<SimulatedRun, 'id' | 'order'> {
	const id = `wfrun_${Math.floor(dice.next() * 2 ** 52)
		.toString(16)
		.padStart(20, '0')}`;
	const workflowId = name(`wf_${Math.floor(dice.next() * 5)}`);
	const createdAt = start - Math.floor(dice.between(0, 600_000));
	return {id, order: order(id, {workflowId, createdAt})};
}

export function phaseAt({startsAt, endsAt, ending}: SimulatedRun, now: Duration): Phase {
	return now < startsAt ? 'queued' : now < endsAt ? 'running' : ending;
}

export function entriesAt(run: SimulatedRun, now: Duration): number {
	const {entries, entriesPerSecond, startsAt, endsAt} = run;
	const passed = Math.max(0, Math.min(now, endsAt) - startsAt);
	return entries + Math.floor((passed * entriesPerSecond) / 1000);
}

const allEntries: LogEntry[] = [];
const wholeLogs = new Map<number, readonly LogEntry[]>();

/** Returns a log of `count` entries. All runs share the entries, which makes them cheap. */
function logOf(count: number): readonly LogEntry[] {
	while (allEntries.length < count) {
		allEntries.push(entry(`step ${allEntries.length}`, allEntries.length));
	}

	const whole = wholeLogs.get(count) ?? allEntries.slice(0, count);
	wholeLogs.set(count, whole);
	return whole;
}

/** Makes the responses of one client. An unchanged response is the same object, as with the real client. */
export function createResponder(): (run: SimulatedRun, now: Duration) => ExecutionResponse {
	const last = new Map<SimulatedRun, {key: string; response: ExecutionResponse}>();

	return (run, now) => {
		const [phase, count] = [phaseAt(run, now), entriesAt(run, now)];
		const key = `${phase} ${count}`;
		const before = last.get(run);

		if (before?.key === key) {
			return before.response;
		}

		const {workflowId} = run.order;
		const known = executions.get(`${phase} ${workflowId?.exact}`);
		const made = known ?? execution({phase, workflowId});
		executions.set(`${phase} ${workflowId?.exact}`, made);
		const response = {execution: made, logs: logOf(count)};
		last.set(run, {key, response});
		return response;
	};
}

const executions = new Map<string, ExecutionResponse['execution']>();
