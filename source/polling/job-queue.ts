import type {Clock, Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Action} from '../store/action.ts';
import {Discovery, type Wanted} from './discovery.ts';
import type {Errand} from './job.ts';
import type {Settled} from './in-flight.ts';
import {listPage, listTitles, type ListPurpose} from './list-page.ts';
import {lookUp} from './look-up.ts';
import type {Plan, PlanOptions} from './scheduler.ts';
import {Titles} from './titles.ts';

/** The list is read from its start for titles at most so often, also where runs are added one by one. */
const titlesPause: Duration = 30_000;

/** What the desk works with. */
export type ErrandDeskOptions = Pick<PlanOptions, 'interval' | 'random' | 'giveUpAfter'> & {
	readonly plan: Plan;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
};

/** Where errands come from and where their answers go: titles, the account's list, the order of a run. */
export class ErrandDesk {
	readonly titles: Titles;
	readonly #options: ErrandDeskOptions;
	#discovery: Discovery | null = null;
	/** The earliest moment at which the first page is asked for titles. */
	#titlesFrom: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: ErrandDeskOptions) {
		const {plan, clock, dispatch, interval, random} = options;
		this.#options = options;
		this.titles = new Titles({
			errands: plan.errands,
			interval,
			random,
			told: (workflowId, workflow) => {
				dispatch({type: 'workflow-described', at: clock.now(), workflowId, workflow});
			},
			failed: workflowId => {
				dispatch({type: 'workflow-undescribed', at: clock.now(), workflowId});
			},
		});
	}

	/** Begins to look for runs of the account. */
	discover(wanted: Wanted, now: Duration): void {
		this.#discovery = new Discovery({
			...this.#options,
			wanted,
			errands: this.#options.plan.errands,
		});
		this.#discovery.start(now);
	}

	/** Takes in that a run will not be asked again. When it was the last one, new ones are looked for soon. */
	settled(now: Duration): void {
		if (this.#discovery !== null && this.#options.plan.roster.live().length === 0) {
			this.#discovery.hasten(now);
		}
	}

	/** Asks for the order of a run. */
	lookUp(id: RunOrderId, now: Duration): void {
		const {plan, clock, dispatch} = this.#options;
		plan.errands.put(lookUp(id, now, clock, dispatch));
	}

	/** Asks for a page of the account's list. */
	listPage(page: number, purpose: ListPurpose, now: Duration): void {
		const {plan, clock, dispatch} = this.#options;

		if (purpose === 'picker') {
			plan.errands.put(listPage(page, now, clock, dispatch));
			return;
		}

		const due = Math.max(now, plan.roster.newestStart, page === 1 ? this.#titlesFrom : now);
		plan.errands.put(listTitles(page, due, clock, dispatch));
		this.#titlesFrom = page === 1 ? due + titlesPause : this.#titlesFrom;
	}

	/** Takes in how an errand came out. Returns the problem when it is the key itself that was refused, else null. */
	settle(
		errand: Errand,
		result: Exclude<Settled<(now: Duration) => void>, {kind: 'dropped'}>,
		askedAt: Duration,
	): Problem | null {
		const {plan, clock} = this.#options;
		const now = clock.monotonic();

		if (result.kind === 'answer') {
			plan.replied(now);
			result.answer(now);
			return null;
		}

		const problem = result.error.toProblem(clock.now());

		if (problem.kind === 'auth' && errand.keyRefusal.includes(problem.httpStatus ?? 401)) {
			return problem;
		}

		plan.troubled(problem, {askedAt, now});
		errand.failed(plan.isHopeless() ? {...problem, retriable: false} : problem, now);
		return null;
	}
}
