import type {Instant} from '../../core/time/clock.ts';
import type {Problem} from '../../core/problem.ts';
import type {Run} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import {packFields} from '../../ui/fields.ts';
import {failureRows} from '../failure/rows.ts';
import {firstKey} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration} from '../../ui/units.ts';
import {wrap} from '../../ui/wrap.ts';

/** The most rows that a sentence may take. */
const maxRows = 6;

/** Why the run is not followed any more, or why what is shown is old. */
export function troubleRows(
	run: Run,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {problem, gaveUp, respondedAt, nextPollAt, failures} = run.polling;

	if (run.execution !== null && isFinal(run.execution.phase)) {
		return [];
	}

	if (gaveUp !== null) {
		return [
			...wrap(
				messages.screen.gaveUp[gaveUp].sentence(firstKey('poll-now', appearance)),
				width,
				maxRows,
			).map(row => [span(row, 'warn')]),
			...(problem === null ? [] : problemRows(problem, width, appearance)),
		];
	}

	if (problem === null) {
		return [];
	}

	const age =
		respondedAt === null
			? messages.run.noAnswerYet
			: messages.run.stale(briefDuration(now - respondedAt, appearance));
	const fields: Line[] = [
		[span(`${glyphs.stale} ${age}`, 'warn')],
		[span(messages.problem.brief(problem), 'warn')],
	];

	if (failures > 1) {
		fields.push([span(messages.run.failures(failures), 'warn')]);
	}

	if (nextPollAt !== null) {
		const wait = briefDuration(nextPollAt - now, appearance);
		fields.push([span(messages.run.retryIn(wait), 'warn')]);
	}

	return [...packFields(fields, width, appearance), ...problemRows(problem, width, appearance)];
}

/** The cause of a connection's failure and its remedy are two sentences. */
const maxProblemRows = 5;

/** What the service said to a question that failed: its error, else its words, else what happened in technical words. */
function problemRows(problem: Problem, width: number, appearance: Appearance): readonly Line[] {
	return problem.engineError === null
		? wrap(
				problem.serviceMessage?.safe ?? appearance.messages.problem.advice(problem),
				width - 2,
				maxProblemRows,
			).map(row => [span(`  ${row}`, 'muted')])
		: failureRows(problem.engineError, width, appearance);
}
