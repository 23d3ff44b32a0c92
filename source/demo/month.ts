import type {Instant} from '../core/time/clock.ts';
import {dayMs, hourMs} from '../core/time/duration.ts';
import {monthWorkflows, type MonthWorkflow} from './month-workflows.ts';
import {hexDigits, runIds} from './recipes.ts';
import type {RunEnding, RunScript} from './script.ts';
import {lengthOf, workOf} from './timeline.ts';

const days = 30;
/** Of younger runs, the program asks when they ended, and shows those of the last hour. */
const minAge = 6 * hourMs;
const cancelShare = 0.03;
/** Multiples of it, without their whole part, are spread evenly, so that each month has as many failures. */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Returns the runs of the month before `epoch`, the newest first. Each day has the same runs whenever it is asked for,
 * except that the newest ones are missing, and that something failed after the last visit.
 */
export function monthBefore(epoch: Instant): readonly RunScript[] {
	const visit = lastVisitBefore(epoch);
	const orders = Array.from({length: days + 1}, (_, index) =>
		ordersOfDay(dayBefore(epoch, days - index)),
	)
		.flat()
		.filter(({at}) => at > epoch - days * dayMs && at < epoch - minAge);
	const firstUnseen = orders.findIndex(({at}) => at > visit);
	return orders
		.map((order, index) => scriptOf(order, epoch, index === firstUnseen + 1))
		.toReversed();
}

/** Returns when an earlier session on the account ended: in the evening, before some runs of the month. */
export function lastVisitBefore(epoch: Instant): Instant {
	const evenings = [1, 2].map(ago => dayBefore(epoch, ago).setHours(22, 41));
	return evenings.find(at => at < epoch - minAge - 2 * hourMs) ?? epoch - 2 * dayMs;
}

/** Whether somebody watched a run of the month. Nobody watched at night. */
export function wasWatched(createdAt: Instant): boolean {
	const hours = new Date(createdAt).getHours();
	return hours >= 9 && hours < 22;
}

/** Returns the local midnight of the day that is `ago` days before that of `instant`. */
function dayBefore(instant: Instant, ago: number): Date {
	const date = new Date(instant);
	return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ago);
}

/** Returns the orders of a day. `fate` and the fields after it are numbers from 0 to 1 that decide the details. */
function ordersOfDay(midnight: Date) {
	const isWeekend = [0, 6].includes(midnight.getDay());
	const seed = midnight.toDateString();
	const [more = 0, nightly = 0] = shares(seed);
	const byDay = (isWeekend ? 3 : 9) + Math.floor(more * 3);
	const byNight = isWeekend ? 2 : 4;
	const dayNumber = Math.round(midnight.getTime() / dayMs);
	const nightWorkflow = pick('byNight', nightly);
	return Array.from({length: byDay + byNight}, (_, index) => {
		const isNight = index >= byDay;
		const [kind = 0, time = 0, pace = 0, choice = 0, draw = 0, wait = 0] = shares(
			`${seed} ${index}`,
		);
		const minutes = isNight
			? 22 * 60 + 50 + (index - byDay + time / 2) * 25
			: 9.5 * 60 + ((index + time) / byDay) * 11 * 60;
		return {
			seed: `${seed} ${index}`,
			at: new Date(midnight).setHours(0, 0, Math.floor(minutes * 60)),
			workflow: isNight ? nightWorkflow : pick('byDay', kind),
			fate: ((dayNumber * 16 + index) * golden) % 1,
			pace,
			choice,
			draw,
			wait,
		};
	});
}

function scriptOf(
	{seed, at, workflow, fate, choice, draw, wait, ...order}: ReturnType<typeof ordersOfDay>[number],
	epoch: Instant,
	mustFail: boolean,
): RunScript {
	const pace = (0.8 + 0.45 * order.pace) * (at > epoch - 7 * dayMs ? (workflow.slowdown ?? 1) : 1);
	const good = workflow.script(choice, Math.floor(draw * 2 ** 32));
	const queue = {ms: Math.round(2000 + 20_000 * wait), position: 1 + Math.floor(wait * 6)};
	const fails = mustFail || (fate >= cancelShare && fate < cancelShare + workflow.risk);
	const canceled: RunEnding = {kind: 'canceled', afterMs: Math.round(draw * 40_000)};
	const run = {
		...good,
		...(fails ? workflow.failure : fate < cancelShare ? {ending: canceled} : {}),
	};
	const script = {
		...run,
		...runIds(`month ${seed}`),
		createdAt: at - epoch,
		queue,
		nodes: run.nodes.map(node => ({...node, ms: Math.round(node.ms * pace)})),
	};
	/** How much of the work is done before the run ends. */
	const worked = Math.max(0, lengthOf(script) - queue.ms) / workOf(script.nodes);
	return {...script, computeCost: good.computeCost * pace * worked};
}

function pick(when: 'byDay' | 'byNight', share: number): MonthWorkflow {
	const total = monthWorkflows.reduce((sum, workflow) => sum + workflow[when], 0);
	let left = share * total;
	const found = monthWorkflows.find(workflow => (left -= workflow[when]) < 0);
	return found ?? (monthWorkflows[0] as MonthWorkflow);
}

/** Derives eight numbers from 0 to 1 from `seed`. */
function shares(seed: string): readonly number[] {
	const digits = hexDigits(`month ${seed}`, 64);
	return Array.from(
		{length: 8},
		(_, index) => Number.parseInt(digits.slice(index * 8, index * 8 + 8), 16) / 2 ** 32,
	);
}
