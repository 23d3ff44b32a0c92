import {rowsText, type TextColumn} from '../../commands/rows.ts';
import type {ListOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {toEventFields, toJsonValue} from '../../events/event-fields.ts';
import {findPrintedColumn, printedColumns, type NamedColumn} from '../../features/runs/columns.ts';
import {sortRows} from '../../features/runs/sort.ts';
import {signedState} from '../../features/runs/state-style.ts';
import {span} from '../../ui/line.ts';
import {warn, withAccount} from './command-account.ts';
import {resultWriter} from './result-writer.ts';
import {noRunText, selectRuns} from './select-runs.ts';

type PrintedColumn = TextColumn<ListedRun>;

const defaultNames = ['id', 'title', 'status', 'created', 'cost'];

export const defaultColumns = defaultNames.flatMap(name => findPrintedColumn(name) ?? []);

/** Prints the runs of the account (`chenyu-top ls`). Resolves to the exit code. Throws a `Refusal` without a key. */
export async function listRuns(context: SessionContext, list: ListOptions): Promise<number> {
	const write = resultWriter(list.output, context.messages);
	return withAccount(context, async account => {
		const columns = list.columns ?? defaultColumns;
		const wanted = [...columns, ...(list.sort === null ? [] : [list.sort.column])];
		const found = await selectRuns(context, list, account, wanted);

		if (found.length === 0) {
			warn(noRunText(context, list));
		}

		const {rows, sort} = sortListed(found, list.sort);
		const toJson = (run: ListedRun) => listedRunFields(run, list.columns);
		return write(rowsText({rows, columns: columns.map(withCell), toJson, sort}, list, context));
	});
}

/** Adds the cells of a table that differ from the text of the value: state, elapsed time and reason. */
export function withCell({id, ...column}: NamedColumn): PrintedColumn {
	return {
		...column,
		cell({phase, status, seconds, reason}, appearance) {
			const {numbers} = appearance.messages;
			return id === 'state'
				? signedState(phase, status, appearance)
				: id === 'elapsed' && seconds !== null
					? [span(numbers.shortTime(seconds * 1000))]
					: id === 'error' && reason !== null
						? [span(reason.safe, 'bad')]
						: null;
		},
	};
}

/**
 * Returns the JSON object of a run. Without columns it has all fields of the `run` event, those of the run list, the error
 * and the inputs.
 */
export function listedRunFields(
	run: ListedRun,
	columns: ReadonlyArray<Pick<PrintedColumn, 'json' | 'type' | 'value'>> | null,
): object {
	if (columns !== null) {
		return Object.fromEntries(
			columns.map(({json, type, value}) => [json, toJsonValue(value(run, 0), type)]),
		);
	}

	const inputs = run.inputs?.map(({key, value}) => [key.exact, value.exact]) ?? null;
	return {
		run_order_id: run.id.exact,
		...toEventFields({}),
		...listedRunFields(run, printedColumns),
		detail: null,
		engine_code: null,
		status_code: null,
		inputs: inputs && (Object.fromEntries(inputs) as object),
	};
}

/**
 * Sorts numbers and times from the largest, and texts from A; unknown values come last in both directions. Compares as
 * numbers if all values of the column, such as those of an input, are numbers. `sort`: for the mark in the header.
 */
export function sortListed(found: readonly ListedRun[], sort: ListOptions['sort']) {
	if (sort === null) {
		return {rows: found, sort: null};
	}

	const {column, reversed} = sort;
	const texts = found.map(run => {
		const value = column.value(run, 0) ?? '';
		return (typeof value === 'object' ? value.exact : String(value)).trim().toLowerCase();
	});
	const isNumeric = texts.every(text => Number.isFinite(Number(text)));
	const values = texts.map(text => (text === '' ? null : isNumeric ? Number(text) : text));
	const descending = isNumeric !== reversed;
	const rows = sortRows(found, (_, index) => values[index] ?? null, descending);
	return {rows, sort: {id: column.json, descending}};
}
