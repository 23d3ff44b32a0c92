import {hasEnded, type Run} from '../../core/run.ts';
import {problemKinds, type ProblemKind} from '../../core/problem.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';

/** What happened with one account since the start or since the user switched to it. */
export class Totals {
	polls = 0;
	/** When the service last answered a request; null before. */
	respondedAt: Instant | null = null;
	readonly ends = new Map<string, EndCounter>();
	/** Begins with a 0 for each kind, because Prometheus cannot see the first increase of a series that did not exist. */
	readonly problems = (['poll', 'list'] as const).flatMap(request =>
		problemKinds.map(kind => ({request, kind, count: 0})),
	);

	add(action: Action): void {
		if (action.type === 'polled') {
			this.polls += action.outcomes.length;

			for (const outcome of action.outcomes) {
				if (outcome.kind === 'failure') {
					this.#addProblem('poll', outcome.problem.kind);
				} else {
					this.respondedAt = action.at;
				}
			}
		} else if (action.type === 'denied') {
			this.polls++;
			this.#addProblem('poll', action.problem.kind);
		} else if (action.type === 'listFailed') {
			this.#addProblem('list', action.problem.kind);
		} else if (action.type === 'listLoaded') {
			this.respondedAt = action.at;
		}
	}

	addEnd(labels: EndCounter['labels']): void {
		const key = JSON.stringify(labels);
		const end = this.ends.get(key) ?? {labels, count: 0};
		end.count++;
		this.ends.set(key, end);
	}

	#addProblem(request: 'poll' | 'list', kind: ProblemKind): void {
		const problem = this.problems.find(one => one.request === request && one.kind === kind);

		if (problem !== undefined) {
			problem.count++;
		}
	}
}

/** The number of ended runs with these labels. */
export type EndCounter = {readonly labels: Readonly<Record<string, string>>; count: number};

/** Returns the runs whose end an action reported, also those that had ended before they were watched. */
export function endedBy(action: Action, state: State, previous: State): readonly Run[] {
	if (action.type !== 'polled') {
		return [];
	}

	return [...new Set(action.outcomes.map(({id}) => id))].flatMap(id => {
		const [run, before] = [state.runs.get(id), previous.runs.get(id)];
		const isEnd = run !== undefined && hasEnded(run) && (before === undefined || !hasEnded(before));
		return isEnd && !run.isReopened ? [run] : [];
	});
}
