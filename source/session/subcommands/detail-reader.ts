import {ApiError} from '../../api/errors.ts';
import type {HistoryRun} from '../../core/history.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {logOf} from '../../core/log/run-log.ts';
import {inputAssets, type RunOrder, type Workflow} from '../../core/run-order.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {infoRecord, runRecord} from '../../features/history/records.ts';
import {missingSources, type DetailSource, type RunColumn} from '../../features/runs/columns.ts';
import type {Messages} from '../../i18n/messages.ts';
import {findAssets} from '../../storage/assets.ts';
import {findRunsById, readInputNames} from '../../storage/history-queries.ts';
import {recordInputNames, recordRun} from '../../storage/history-records.ts';
import {flushStorage, type CommandAccount} from './command-account.ts';
import {readAssets} from './read-assets.ts';
import {showStatus} from './status-line.ts';

/** About how many runs more is requested at once. */
const maxRuns = 8;

/** What a command needs to know of runs. `sources`: the requests that tell what is unknown of a run. */
type Wanted = {
	readonly matches: (run: ListedRun) => boolean;
	readonly sources: (run: ListedRun) => readonly DetailSource[];
};

/**
 * Requests what a command needs of runs, if neither the run list nor the history has it, and keeps it in the history.
 * `toListed`: returns a run with what the history knows of it.
 */
export function createDetailReader(
	account: CommandAccount,
	toListed: (order: RunOrder, kept: HistoryRun | null) => ListedRun,
) {
	const {client, send, signal, storage} = account;
	const named = new Set(storage.query(readInputNames).keys());
	const workflows = new Map<string, Promise<Workflow | null>>();
	const assets = new Map<string, ReturnType<typeof readAssets>>();
	let done = 0;
	let total = 0;
	let refused = 0;

	function listed(orders: readonly RunOrder[]): readonly ListedRun[] {
		const ids = orders.map(({id}) => id.exact);
		const runs = storage.query(findRunsById, ids, storage.saved.labels);
		const kept = new Map(runs.map(run => [run.id.exact, run]));
		return orders.map(order => toListed(order, kept.get(order.id.exact) ?? null));
	}

	/** Resolves to null if the service refuses this request, but perhaps not others. */
	async function tryRequest<Response>(request: () => Promise<Response>): Promise<Response | null> {
		try {
			return await send(request);
		} catch (error) {
			if (!(error instanceof ApiError) || account.failure() !== null) {
				throw error;
			}

			return null;
		}
	}

	async function readWorkflow(workflowId: string): Promise<Workflow | null> {
		const workflow = await tryRequest(async () => client.workflow(workflowId, signal));
		storage.write(recordInputNames, workflowId, workflow?.inputNames ?? new Map());
		named.add(workflowId);
		return workflow;
	}

	const requests: Readonly<Record<DetailSource, (run: ListedRun) => Promise<void>>> = {
		async order({id: {exact: id}}) {
			const info = await tryRequest(async () => client.info(id, signal));

			if (info === null) {
				refused++;
			} else {
				storage.write(recordRun, infoRecord(id, info), clock.now());
			}
		},
		async execution({id: {exact: id}, title}) {
			const response = await tryRequest(async () => client.execution(id, signal));

			if (response !== null) {
				const {execution, logs} = response;
				const polling = {respondedAt: clock.now()};
				const record = runRecord({id, title, execution, log: logOf(logs), polling});
				storage.write(recordRun, record, clock.now());
			}
		},
		async workflow({id, title, workflowId}) {
			const key = workflowId?.exact ?? '';
			const asked = workflows.get(key) ?? readWorkflow(key);
			workflows.set(key, asked);
			const found = (await asked)?.title ?? null;

			if (title === null && found !== null) {
				const record = {id: id.exact, phase: 'other', title: found.exact} as const;
				storage.write(recordRun, record, clock.now());
			}
		},
		async assets(run) {
			await Promise.all(
				assetsOf(run).map(async id => {
					const asked = assets.get(id) ?? readAssets([id], account);
					assets.set(id, asked);
					await asked;
				}),
			);
		},
	};

	function assetsOf({inputs}: ListedRun): readonly string[] {
		return inputAssets(inputs ?? []);
	}

	/** Returns the requests that are needed of a run, without those for what is known, or has no id. */
	function openSources(run: ListedRun, {sources}: Wanted): readonly DetailSource[] {
		const {title, workflowId} = run;
		const isNamed = workflowId === null || (title !== null && named.has(workflowId.exact));
		const ids = assetsOf(run);
		const isAsked = storage.query(findAssets, ids).size === new Set(ids).size;
		return sources(run).filter(
			source => !(source === 'workflow' && isNamed) && !(source === 'assets' && isAsked),
		);
	}

	/** Requests what is needed of a run, one after another, because a response can make others needless. */
	async function completeRun(
		order: RunOrder,
		known: ListedRun,
		wanted: Wanted,
	): Promise<ListedRun> {
		const tried = new Set<DetailSource>();
		let run = known;

		for (;;) {
			const next = openSources(run, wanted).find(source => !tried.has(source));

			if (next === undefined) {
				return run;
			}

			tried.add(next);
			await requests[next](run);
			flushStorage(storage);
			run = listed([order])[0] ?? run;
		}
	}

	/** Resolves to the first `limit` of the runs that match. */
	async function select(
		orders: readonly RunOrder[],
		wanted: Wanted,
		limit = Infinity,
	): Promise<readonly RunOrder[]> {
		const runs = listed(orders);
		const open = new Set(runs.filter(run => openSources(run, wanted).length > 0));
		total += open.size;
		const waiting = orders.entries();
		const found = new Set<RunOrder>();

		async function selectNext(): Promise<void> {
			for (const [index, order] of waiting) {
				const known = runs[index];

				if (known === undefined || found.size >= limit) {
					return;
				}

				// Runs before it may have brought the names of its workflow and of its files.
				const latest = open.has(known) ? (listed([order])[0] ?? known) : known;
				const run = await completeRun(order, latest, wanted);

				if (wanted.matches(run)) {
					found.add(order);
				}

				if (open.has(known)) {
					done++;
					account.showProgress(done, total);
				}
			}
		}

		try {
			await Promise.all(Array.from({length: maxRuns}, selectNext));
		} finally {
			showStatus('');
		}

		return orders.filter(order => found.has(order)).slice(0, limit);
	}

	return {
		select,
		/** Resolves to all runs, with the values of these columns. */
		async complete(
			orders: readonly RunOrder[],
			columns: readonly RunColumn[],
		): Promise<readonly ListedRun[]> {
			await select(orders, {
				matches: () => true,
				sources: run => columns.flatMap(column => missingSources(column, run)),
			});
			return listed(orders);
		},
		/** Returns how many orders the service refused. */
		refused: () => refused,
		warnOfRefused({listing}: Messages): void {
			if (refused > 0) {
				account.warn(listing.refused(refused));
			}
		},
	};
}
