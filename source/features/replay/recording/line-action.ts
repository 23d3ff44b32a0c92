import {readOrderInfo} from '../../../api/wire/order-info.ts';
import {isRecord, readNumber} from '../../../api/wire/readers.ts';
import {readRunList} from '../../../api/wire/run-list.ts';
import {readWorkflowInfo} from '../../../api/wire/workflow-info.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {ExitResult, ExitReason} from '../../../core/exit-result.ts';
import type {GaveUp} from '../../../core/run.ts';
import type {ExecutionResponse} from '../../../core/execution.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import {foreignName} from '../../../core/text/sanitize.ts';
import type {RawLine} from './lines.ts';
import {readProblem} from './problem-record.ts';

const reasons: readonly ExitReason[] = ['done', 'until', 'timeout', 'signal', 'gave-up'];

const exitCodes: ReadonlySet<number> = new Set([0, 1, 2, 3, 129, 130, 131, 143]);

/** Returns the result of a recorded poll; null if the line or its response is invalid. */
export function lineOutcome(
	line: RawLine,
	response: ExecutionResponse | null,
	started: Instant,
): PollOutcome | null {
	const {execution: id} = line;
	const at = started + (readNumber(line['at']) ?? 0);
	const next = readNumber(line['next']);

	if (typeof id !== 'string') {
		return null;
	}

	const outcome = {id, at, nextPollAt: next === null ? null : at + next};

	if ('failure' in line) {
		const problem = readProblem(line['failure'], at);
		return problem === null
			? null
			: {...outcome, kind: 'failure', problem, gaveUp: readGaveUp(line['gave_up'])};
	}

	return response === null ? null : {...outcome, kind: 'response', response};
}

/**
 * Returns the action of a line, except for polls; null if the line is invalid. `answer` is the response if the line
 * has one.
 */
export function lineAction(line: RawLine, answer: unknown, started: Instant): Action | null {
	const at = started + (readNumber(line['at']) ?? 0);
	const {watch, drop, denied, workflow, info, found, titles, list, end} = line;

	if (Array.isArray(watch)) {
		return {type: 'runsAdded', at, ids: texts(watch).map(id => foreignName(id))};
	}

	if (Array.isArray(drop)) {
		return {type: 'runsRemoved', at, ids: texts(drop)};
	}

	if (denied !== undefined) {
		const problem = readProblem(denied, at);
		return problem === null ? null : {type: 'denied', at, problem};
	}

	if (typeof workflow === 'string') {
		return isRecord(answer)
			? {type: 'workflowLoaded', at, workflowId: workflow, workflow: readWorkflowInfo(answer)}
			: {type: 'workflowFailed', at, workflowId: workflow};
	}

	if (typeof info === 'string') {
		const problem = readProblem(line['failure'], at);
		return isRecord(answer)
			? {type: 'orderLoaded', at, id: info, info: readOrderInfo(answer)}
			: problem === null
				? null
				: {type: 'orderFailed', at, id: info, problem};
	}

	if (Array.isArray(found)) {
		return {type: 'runsFound', at, orders: readRunList({items: found}).orders};
	}

	if (Array.isArray(titles)) {
		return {type: 'titlesLoaded', at, page: 1, response: readRunList({items: titles})};
	}

	if (isRecord(end)) {
		const ending = readExitResult(end);
		return ending === null ? null : {type: 'watchEnded', at, result: ending};
	}

	if (list === 'read') {
		return {type: 'listLoaded', at, since: started + (readNumber(line['since']) ?? 0)};
	}

	const problem = list === 'failed' ? readProblem(line['failure'], at) : null;
	const next = readNumber(line['next']);
	return problem === null
		? null
		: {type: 'listFailed', at, problem, nextAt: next === null ? null : at + next};
}

function texts(values: readonly unknown[]): readonly string[] {
	return values.filter(value => typeof value === 'string');
}

function readExitResult(end: RawLine): ExitResult | null {
	const reason = reasons.find(name => name === end['reason']);
	const exitCode = readNumber(end['exit_code']);
	return reason === undefined || exitCode === null || !exitCodes.has(exitCode)
		? null
		: {reason, exitCode};
}

function readGaveUp(value: unknown): GaveUp | null {
	return value === 'unknown-run' || value === 'denied' || value === 'unreachable' ? value : null;
}
