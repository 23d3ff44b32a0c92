import type {StorageProblem} from '../core/saved-state.ts';

/** The error if the history cannot be asked. */
export class HistoryError extends Error {
	override readonly name = 'HistoryError';
	readonly problem: StorageProblem;

	constructor(problem: StorageProblem) {
		super(problem.kind);
		this.problem = problem;
	}
}
