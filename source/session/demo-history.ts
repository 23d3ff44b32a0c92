import {setImmediate as nextTurn} from 'node:timers/promises';
import type {JsonObject} from '../api/wire/readers.ts';
import {
	readExecution,
	readOrderInfo,
	readRunList,
	readWorkflowInfo,
} from '../api/wire/responses.ts';
import {isFinalPhase} from '../core/execution.ts';
import type {HistoryRecord} from '../core/history.ts';
import {logOf} from '../core/log/run-log.ts';
import type {RunOrder} from '../core/run-order.ts';
import type {Instant} from '../core/time/clock.ts';
import {sinceLastVisit, wasWatched} from '../demo/month.ts';
import type {DemoService} from '../demo/service.ts';
import {infoRecord, orderRecord, runRecord} from '../features/history/records.ts';
import {recordInputNames, recordRun} from '../storage/history-records.ts';
import {writeCompleteSince, writeVisit} from '../storage/history-upkeep.ts';
import type {Storage} from '../storage/storage.ts';

/** The number of runs that are written before keys are served again. Five runs take some milliseconds. */
const portion = 5;

/**
 * Fills the history of a demo with the last visit and the runs that earlier sessions would have kept. Watched runs have
 * their log, outputs and inputs.
 */
export async function fillDemoHistory(
	{dataOf, startedAt}: Pick<DemoService, 'dataOf' | 'startedAt'>,
	storage: Pick<Storage, 'write'>,
	signal: AbortSignal,
): Promise<void> {
	const lastVisit = startedAt - sinceLastVisit;
	storage.write(writeVisit, lastVisit);
	storage.write(writeCompleteSince, 0);

	const workflows = new Set<string>();

	for (let page = 1; !signal.aborted; page++) {
		const data = dataOf(`run/list?page=${page}&page_size=${portion}`);
		const {orders} = readRunList(data as JsonObject);

		if (orders.length === 0) {
			break;
		}

		orders.forEach(({workflowId}) => workflows.add(workflowId?.exact ?? ''));
		orders
			.filter(({phase, createdAt}) => isFinalPhase(phase) && (createdAt ?? lastVisit) < lastVisit)
			.flatMap(order => recordsOfDemo(dataOf, order, startedAt))
			.forEach(record => storage.write(recordRun, record, lastVisit));
		await nextTurn();
	}

	for (const id of workflows) {
		const {inputNames} = readWorkflowInfo(dataOf(`market/info?workflow_id=${id}`) as JsonObject);
		storage.write(recordInputNames, id, inputNames);
	}
}

function recordsOfDemo(
	dataOf: DemoService['dataOf'],
	order: RunOrder,
	startedAt: Instant,
): readonly HistoryRecord[] {
	const id = order.id.exact;
	const listed = orderRecord(order);

	if (!wasWatched(startedAt - (order.createdAt ?? 0))) {
		return [listed];
	}

	const info = readOrderInfo(dataOf(`run/info?run_order_id=${id}`) as JsonObject);
	const {execution, logs} = readExecution(dataOf(`run/execution?run_order_id=${id}`));
	const polling = {respondedAt: execution.terminalAt};
	return [
		listed,
		infoRecord(id, info),
		runRecord({id, title: order.title, execution, log: logOf(logs, []), polling}),
	];
}
