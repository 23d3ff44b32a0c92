import {apiErrorOf} from '../api/errors.ts';
import {unknownAsset, type Asset} from '../core/output/asset.ts';
import type {Problem} from '../core/problem.ts';
import type {RunListQuery} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {ActionWithoutTime} from '../store/action.ts';
import {nullIfFailed, type Ask, type Question} from './ask.ts';
import type {PollerOptions} from './request.ts';
import {readNewestRuns} from './run-list.ts';
import type {WatchedRuns} from './watched-runs.ts';

/** The maximum number of attempts: of a request for the history, and of one for the title of a workflow. */
const maxAttempts = 3;
const maxWorkflowAttempts = 2;
const minBalanceGap: Duration = 60_000;
const maxOrderRequests = 4;

/** Sends all requests but polls: for orders, workflows, the balance and the run list. See `Poller`. */
export function createLookups(
	{clock, dispatch}: PollerOptions,
	ask: Ask,
	runs: WatchedRuns,
	isBalanceDue: (sentAt: Duration | null) => boolean,
) {
	const workflows = new Set<string>();
	let tracksBalance = false;
	let isBalanceAsked = false;
	let balanceSentAt: Duration | null = null;
	let newestReading = 0;
	/** The runs whose orders are to be requested for the history, with the number of attempts. */
	const wantedOrders = new Map<RunOrderId, number>();
	let orderRequests = 0;

	const isBalanceWanted = (): boolean => tracksBalance && isBalanceDue(balanceSentAt);

	/** Sends a request, and dispatches the action that follows from its response or failure. */
	async function sendAndDispatch<Response>(
		question: Question<Response>,
		loaded: (response: Response) => ActionWithoutTime,
		failed: (problem: Problem) => ActionWithoutTime,
	): Promise<void> {
		const action = await ask(question).then(loaded, (error: unknown) =>
			failed(apiErrorOf(error).toProblem(clock.now())),
		);
		dispatch({...action, at: clock.now()});
	}

	async function loadOrder(
		id: RunOrderId,
		urgency: Pick<Question<never>, 'rank' | 'attempts'> = {rank: 'asked'},
	): Promise<void> {
		return sendAndDispatch(
			{...urgency, send: async (client, signal) => client.info(id, signal)},
			info => ({type: 'orderLoaded', id, info}),
			problem => ({type: 'orderFailed', id, problem}),
		);
	}

	/** Requests orders until none is wanted, first those of the runs in sight. */
	async function requestOrders(): Promise<void> {
		orderRequests++;

		while (wantedOrders.size > 0) {
			const [oldest = ''] = wantedOrders.keys();
			const id = runs.inSight().find(each => wantedOrders.has(each)) ?? oldest;
			const attempts = wantedOrders.get(id) ?? 1;
			wantedOrders.delete(id);
			await loadOrder(id, {rank: 'history', attempts});
		}

		orderRequests--;
	}

	return {
		loadOrder,
		loadListPage: async (page: number) =>
			sendAndDispatch(
				{rank: 'asked', send: async (client, signal) => client.list({page}, signal)},
				response => ({type: 'pageLoaded', page, response}),
				problem => ({type: 'pageFailed', page, problem}),
			),
		/** Loads a workflow (`GET /workflow/market/info`), for its title and the kinds of its outputs, once. */
		async loadWorkflow(workflowId: string) {
			if (workflowId !== '' && !workflows.has(workflowId)) {
				workflows.add(workflowId);
				await sendAndDispatch(
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
			if (isBalanceAsked) {
				return;
			}

			isBalanceAsked = true;

			while (isBalanceWanted()) {
				await sendAndDispatch(
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
						// The key may not read the balance.
						tracksBalance = kind !== 'forbidden' && kind !== 'not-found';
						return {type: 'balanceLoaded', balance: null};
					},
				);
			}

			isBalanceAsked = false;
		},
		/** Reads the list from the newest runs to those that were created before `from`. Only the last reading reports its end. */
		async readList(from: Instant, maxPages: number): Promise<void> {
			const reading = ++newestReading;
			const readPage = async (query: RunListQuery) => {
				const page = await ask({
					rank: 'history',
					attempts: maxAttempts,
					send: async (client, signal) => client.list(query, signal),
				});
				dispatch({type: 'runsRead', at: clock.now(), orders: page.orders});
				return page;
			};
			const query = {since: from, limit: null, maxPages};
			const read = await readNewestRuns(readPage, query).catch(nullIfFailed);

			if (reading === newestReading) {
				const isWhole = read !== null && read.unreadOf === null;
				dispatch({type: 'readBackEnded', at: clock.now(), from, isWhole});
			}
		},
		/** Loads assets (`GET /assets/{asset_id}`) after all other requests, one after another. What the service refuses is unknown. */
		async readAssets(ids: readonly string[], rank: 'history' | 'asked' = 'history'): Promise<void> {
			for (const assetId of ids) {
				const asset = await ask({
					rank,
					send: async (client, signal) => client.asset(assetId, signal),
				}).catch(refusedAsset);

				if (asset !== null) {
					dispatch({type: 'assetLoaded', at: clock.now(), assetId, asset});
				}
			}
		},
		async readOrders(ids: readonly RunOrderId[], attempts = maxAttempts): Promise<void> {
			ids.forEach(id => wantedOrders.set(id, attempts));
			await Promise.all(ids.slice(0, maxOrderRequests - orderRequests).map(requestOrders));
		},
	};
}

/** For `catch`: the service does not give the asset, now or ever. Returns null for a failure after which it may. */
export function refusedAsset(error: unknown): Asset | null {
	const isRefusal = ['forbidden', 'not-found', 'engine'].includes(apiErrorOf(error).problem.kind);
	return isRefusal ? unknownAsset : null;
}
