import {ApiError} from '../api/errors.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {ActionWithoutTime} from '../store/action.ts';
import type {Ask, Question} from './ask.ts';
import type {PollerOptions} from './poller-options.ts';

/** The maximum number of requests for one workflow. It is low, because a missing title is only cosmetic. */
const maxWorkflowAttempts = 2;
/** The minimum time between two requests for the balance. */
const minBalanceGap: Duration = 60_000;

/** Requests that are sent once, and those for the balance. `Poller` describes them. */
export function createLookups(
	{clock, dispatch}: PollerOptions,
	ask: Ask,
	isBalanceDue: (sentAt: Duration | null) => boolean,
) {
	const underWay = new Set<string>();
	const workflows = new Set<string>();
	let tracksBalance = false;
	let balanceSentAt: Duration | null = null;

	/** Asks a question, unless the same one is under way, and dispatches the answer. */
	async function look<Response>(
		name: string,
		question: Question<Response>,
		loaded: (response: Response) => ActionWithoutTime,
		failed: (problem: Problem) => ActionWithoutTime,
	): Promise<void> {
		if (underWay.has(name)) {
			return;
		}

		underWay.add(name);
		const action = await ask(question).then(loaded, (error: unknown) => {
			if (error instanceof ApiError) {
				return failed(error.toProblem(clock.now()));
			}

			throw error;
		});
		underWay.delete(name);
		dispatch({...action, at: clock.now()});
	}

	return {
		loadOrder: async (id: RunOrderId) =>
			look(
				`info ${id}`,
				{rank: 'asked', send: async (client, signal) => client.info(id, signal)},
				info => ({type: 'orderLoaded', id, info}),
				problem => ({type: 'orderFailed', id, problem}),
			),

		loadListPage: async (page: number) =>
			look(
				`page ${page}`,
				{rank: 'asked', send: async (client, signal) => client.list({page}, signal)},
				response => ({type: 'pageLoaded', page, response}),
				problem => ({type: 'pageFailed', page, problem}),
			),

		/** Loads a workflow (`GET /workflow/market/info`), for its title and the kinds of its outputs, once. */
		async loadWorkflow(workflowId: string) {
			if (workflowId !== '' && !workflows.has(workflowId)) {
				workflows.add(workflowId);
				await look(
					`workflow ${workflowId}`,
					{
						rank: 'inSight',
						attempts: maxWorkflowAttempts,
						send: async (client, signal) => client.workflow(workflowId, signal),
					},
					workflow => ({type: 'workflowLoaded', workflowId, workflow}),
					() => ({type: 'workflowFailed', workflowId}),
				);
			}
		},

		trackBalance() {
			tracksBalance = true;
		},

		/** Requests the balance (`GET /balance/info`) if it is wanted, at most once a minute, for as long as it is. */
		async loadBalance() {
			if (tracksBalance && !underWay.has('balance') && isBalanceDue(balanceSentAt)) {
				await look(
					'balance',
					{
						rank: 'outOfSight',
						due: balanceSentAt === null ? clock.monotonic() : balanceSentAt + minBalanceGap,
						async send(client, signal) {
							balanceSentAt = clock.monotonic();
							return client.balance(signal);
						},
					},
					balance => ({type: 'balanceLoaded', balance}),
					({kind}) => {
						// The account may not ask.
						tracksBalance = kind !== 'forbidden' && kind !== 'not-found';
						return {type: 'balanceLoaded', balance: null};
					},
				);
				await this.loadBalance();
			}
		},
	};
}
