import {ApiError} from '../api/errors/api-error.ts';
import {readExecution} from '../api/wire/execution.ts';
import {readOrderInfo} from '../api/wire/order-info.ts';
import {isRecord, readNumber} from '../api/wire/readers.ts';
import {readRunList} from '../api/wire/run-list.ts';
import {readWorkflowInfo} from '../api/wire/workflow-info.ts';
import type {Instant} from '../domain/clock.ts';
import type {ExecutionAnswer, GaveUp} from '../domain/run.ts';
import type {Action, PollOutcome} from '../state/action.ts';
import {foreignName} from '../terminal/sanitize.ts';
import {readProblem} from './problem-record.ts';

/** A line of a recording as it was read: an object, of which nothing else is certain. */
export type RawLine = Readonly<Record<string, unknown>>;

/** A line together with the answer that it means, also where it only says that it is the same again. */
export type ToldLine = {readonly line: RawLine; readonly answer: unknown};

/** How the poll came out that a line tells of; null where the line cannot be understood. */
export function lineOutcome({line, answer}: ToldLine, started: Instant): PollOutcome | null {
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

	const told = isRecord(answer) ? shapeExecution(answer) : null;
	return told === null ? null : {...outcome, kind: 'answer', answer: told};
}

/** What happened by any other line; null where it cannot be understood. */
export function lineAction({line, answer}: ToldLine, started: Instant): Action | null {
	const at = started + (readNumber(line['at']) ?? 0);
	const {watch, drop, denied, workflow, info, found, list} = line;

	if (Array.isArray(watch)) {
		return {type: 'runs-added', at, ids: texts(watch).map(id => foreignName(id))};
	}

	if (Array.isArray(drop)) {
		return {type: 'runs-dropped', at, ids: texts(drop)};
	}

	if (denied !== undefined) {
		const problem = readProblem(denied, at);
		return problem === null ? null : {type: 'denied', at, problem};
	}

	if (typeof workflow === 'string') {
		return isRecord(answer)
			? {
					type: 'workflow-described',
					at,
					workflowId: workflow,
					workflow: readWorkflowInfo(answer),
				}
			: {type: 'workflow-undescribed', at, workflowId: workflow};
	}

	if (typeof info === 'string') {
		const problem = readProblem(line['failure'], at);
		return isRecord(answer)
			? {type: 'order-told', at, id: info, info: readOrderInfo(answer)}
			: problem === null
				? null
				: {type: 'order-failed', at, id: info, problem};
	}

	if (Array.isArray(found)) {
		return {type: 'runs-found', at, orders: readRunList({items: found}).orders};
	}

	if (list === 'read') {
		return {type: 'list-read', at, since: started + (readNumber(line['since']) ?? 0)};
	}

	const problem = list === 'failed' ? readProblem(line['failure'], at) : null;
	const next = readNumber(line['next']);
	return problem === null
		? null
		: {type: 'list-failed', at, problem, nextAt: next === null ? null : at + next};
}

/** The same data is shaped once, so that an answer which came again is the identical one again. */
const shaped = new WeakMap<RawLine, ExecutionAnswer>();

function shapeExecution(data: RawLine): ExecutionAnswer | null {
	const known = shaped.get(data);

	if (known !== undefined) {
		return known;
	}

	try {
		const answer = readExecution(data);
		shaped.set(data, answer);
		return answer;
	} catch (error) {
		// Nothing that was recorded reads so; somebody wrote it by hand.
		if (error instanceof ApiError) {
			return null;
		}

		throw error;
	}
}

function texts(values: readonly unknown[]): readonly string[] {
	return values.filter(value => typeof value === 'string');
}

function readGaveUp(value: unknown): GaveUp | null {
	return value === 'unknown-run' || value === 'denied' || value === 'unreachable' ? value : null;
}
