import {readOrderInfo, readRunList} from '../../../api/wire/run-orders.ts';
import {readWorkflowInfo} from '../../../api/wire/workflow-info.ts';
import {foreignName} from '../../../core/text/sanitize.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {RecordingLine} from './format.ts';
import {readProblem} from './problem-record.ts';

/** Returns null for a poll, which is converted elsewhere, and for a line that this version does not know. */
export function lineAction(line: RecordingLine, started: Instant): Action | null {
	const at = started + line.at;

	if ('watch' in line) {
		return {type: 'runsAdded', at, ids: line.watch.map(id => foreignName(id))};
	}

	if ('drop' in line) {
		return {type: 'runsRemoved', at, ids: line.drop};
	}

	if ('denied' in line) {
		return {type: 'denied', at, problem: readProblem(line.denied, at)};
	}

	if ('workflow' in line) {
		const {workflow: workflowId, answer} = line;
		return answer === undefined
			? {type: 'workflowFailed', at, workflowId}
			: {type: 'workflowLoaded', at, workflowId, workflow: readWorkflowInfo(answer)};
	}

	if ('info' in line) {
		return 'answer' in line
			? {type: 'orderLoaded', at, id: line.info, info: readOrderInfo(line.answer)}
			: {type: 'orderFailed', at, id: line.info, problem: readProblem(line.failure, at)};
	}

	if ('balance' in line) {
		return {type: 'balanceLoaded', at, balance: line.balance};
	}

	if ('found' in line) {
		return {type: 'runsFound', at, orders: readRunList({items: line.found}).orders};
	}

	if ('titles' in line) {
		return {type: 'titlesLoaded', at, page: 1, response: readRunList({items: line.titles})};
	}

	if ('end' in line) {
		const {reason, exit_code: exitCode} = line.end;
		return {type: 'watchEnded', at, result: {reason, exitCode}};
	}

	if ('since' in line) {
		return {type: 'listLoaded', at, since: started + line.since, left: 0};
	}

	if ('list' in line) {
		const nextAt = line.next === null ? null : at + line.next;
		return {type: 'listFailed', at, problem: readProblem(line.failure, at), nextAt};
	}

	return null;
}
