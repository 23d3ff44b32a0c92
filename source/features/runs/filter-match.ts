import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {compareMoney} from '../../core/money/money.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {isDone, type Run} from '../../core/run.ts';
import {executionCost} from '../../core/execution.ts';
import type {Comparison, Term, TextField, Trait} from './filter-terms.ts';

/** Latest log entries to search for the current node. */
const maxEntries = 50;

type Marks = Pick<SavedState, 'marked' | 'pinned'>;

export function matchesFilter(run: Run, terms: readonly Term[], marks: Marks): boolean {
	return terms.every(term => passes(run, term, marks));
}

function passes(run: Run, term: Term, marks: Marks): boolean {
	switch (term.kind) {
		case 'word': {
			return (['id', 'title', 'status', 'error', 'node'] as const).some(field =>
				fieldText(run, field).includes(term.text),
			);
		}

		case 'text': {
			return fieldText(run, term.field).includes(term.text);
		}

		case 'cost': {
			const cost = run.execution === null ? null : executionCost(run.execution);
			return cost !== null && holds(compareMoney(cost, term.amount), term.comparison);
		}

		case 'progress': {
			const percent = run.execution?.progressPercent ?? null;
			return percent !== null && holds(percent - term.percent, term.comparison);
		}

		case 'trait': {
			return hasTrait(run, term.trait, marks);
		}

		case 'wrong':
		case 'misspelt': {
			return true;
		}
	}
}

function fieldText(run: Run, field: TextField): string {
	return textsOf(run, field).join('\n').toLowerCase();
}

function textsOf(run: Run, field: TextField): ReadonlyArray<string | undefined> {
	const {execution} = run;

	switch (field) {
		case 'id': {
			return [run.label];
		}

		case 'title': {
			return [run.title?.safe];
		}

		case 'status': {
			return [execution?.status.safe, execution?.phase, run.polling.gaveUp ?? undefined];
		}

		case 'error': {
			const error = execution?.error;
			return [error?.reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
		}

		case 'node': {
			return nodesOf(run);
		}

		case 'workflow': {
			return [execution?.workflowId?.safe];
		}
	}
}

function nodesOf({log: {store, length}}: Run): ReadonlyArray<string | undefined> {
	const newest = store.entries
		.slice(Math.max(0, length - maxEntries), length)
		.findLast(entry => entry.nodeId !== null);
	const errors = store.errors.slice(0, maxEntries).map(index => store.entries[index]);
	return [newest, ...errors].map(entry => entry?.nodeId?.safe);
}

function hasTrait(run: Run, trait: Trait, {marked, pinned}: Marks): boolean {
	switch (trait) {
		case 'marked': {
			return marked.has(run.id);
		}

		case 'pinned': {
			return pinned.has(run.id);
		}

		case 'stale': {
			return run.polling.problem !== null && !isDone(run);
		}

		case 'stalled': {
			return stalledSince(run) !== null;
		}

		case 'late': {
			return lateSince(run) !== null;
		}

		case 'final': {
			return isDone(run);
		}
	}
}

function holds(difference: number, comparison: Comparison): boolean {
	switch (comparison) {
		case '<': {
			return difference < 0;
		}

		case '<=': {
			return difference <= 0;
		}

		case '=': {
			return difference === 0;
		}

		case '>=': {
			return difference >= 0;
		}

		case '>': {
			return difference > 0;
		}
	}
}
