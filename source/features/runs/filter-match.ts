import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {compareMoney} from '../../core/money/money.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {isDone, type Run} from '../../core/run.ts';
import {executionCost} from '../../core/execution.ts';
import type {Comparison, Term, TextField, Trait} from './filter-terms.ts';

/** Maximum number of log entries, from the latest backwards, that are searched for the current node. */
const maxEntries = 50;

type Marks = Pick<SavedState, 'marked' | 'pinned'>;

export function matchesFilter(run: Run, terms: readonly Term[], marks: Marks): boolean {
	return terms.every(term => passes(run, term, marks));
}

function passes(run: Run, term: Term, marks: Marks): boolean {
	switch (term.kind) {
		case 'word':
			return (['id', 'title', 'status', 'error', 'node'] as const).some(field =>
				fieldText(run, field).includes(term.text),
			);
		case 'text':
			return fieldText(run, term.field).includes(term.text);
		case 'cost': {
			const cost = run.execution === null ? null : executionCost(run.execution);
			return cost !== null && compare[term.comparison](compareMoney(cost, term.amount));
		}

		case 'progress': {
			const percent = run.execution?.progressPercent ?? null;
			return percent !== null && compare[term.comparison](percent - term.percent);
		}

		case 'trait':
			return hasTrait[term.trait](run, marks);
		case 'wrong':
		case 'misspelt':
			return true;
	}
}

function fieldText(run: Run, field: TextField): string {
	return textsOf[field](run).join('\n').toLowerCase();
}

const textsOf: Readonly<Record<TextField, (run: Run) => readonly (string | undefined)[]>> = {
	id: ({label}) => [label],
	title: ({title}) => [title?.safe],
	status: ({execution, polling}) => [
		execution?.status.safe,
		execution?.phase,
		polling.gaveUp ?? undefined,
	],
	error({execution}) {
		const error = execution?.error;
		return [error?.reason?.safe, error?.detail?.safe, error?.engineCode?.safe];
	},
	node: nodesOf,
	workflow: ({execution}) => [execution?.workflowId?.safe],
};

function nodesOf({log: {store, length}}: Run): readonly (string | undefined)[] {
	const newest = store.entries
		.slice(Math.max(0, length - maxEntries), length)
		.findLast(entry => entry.nodeId !== null);
	const errors = store.errors.slice(0, maxEntries).map(index => store.entries[index]);
	return [newest, ...errors].map(entry => entry?.nodeId?.safe);
}

const hasTrait: Readonly<Record<Trait, (run: Run, marks: Marks) => boolean>> = {
	marked: ({id}, {marked}) => marked.has(id),
	pinned: ({id}, {pinned}) => pinned.has(id),
	stale: run => run.polling.problem !== null && !isDone(run),
	stalled: run => stalledSince(run) !== null,
	late: run => lateSince(run) !== null,
	final: isDone,
};

const compare: Readonly<Record<Comparison, (difference: number) => boolean>> = {
	'<': difference => difference < 0,
	'<=': difference => difference <= 0,
	'=': difference => difference === 0,
	'>=': difference => difference >= 0,
	'>': difference => difference > 0,
};
