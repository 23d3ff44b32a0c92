import {executionCost} from '../../core/execution.ts';
import {finalError, listColumns, type ListColumn, type ListedRun} from '../../core/listed-run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {rfc3339} from '../../core/time/rfc3339.ts';
import {toEventFields, toJsonValue} from '../../report/event-fields.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {isText, type NamedColumn} from './columns.ts';

/** Returns the JSON object of a run. `columns`: its fields; null for all fields. */
export function jsonLine(run: ListedRun, columns: readonly NamedColumn[] | null): string {
	const fields = columns === null ? allFields(run) : chosenFields(run, columns);
	return escapeInvisible(JSON.stringify(fields));
}

/** All fields of the `run` event, those of the run list, and with `--full` the error and the inputs of the run. */
function allFields(run: ListedRun) {
	const {order, execution, info} = run;
	const error = finalError(run);
	return {
		run_order_id: order.id.exact,
		...toEventFields({
			...execution,
			status: execution?.status ?? order.status,
			totalCost: execution === null ? null : executionCost(execution),
			createdAt: order.createdAt,
			workflowId: order.workflowId,
			title: order.title,
		}),
		...chosenFields(run, [listColumns.revision, listColumns.quote, listColumns.cost]),
		reason: error?.reason?.exact ?? null,
		detail: error?.detail?.exact ?? null,
		engine_code: error?.engineCode?.exact ?? null,
		status_code: error?.statusCode ?? null,
		inputs:
			info === null
				? null
				: Object.fromEntries(info.inputs.map(({key, value}) => [key.exact, value.exact])),
	};
}

function chosenFields(run: ListedRun, columns: readonly ListColumn[]) {
	return Object.fromEntries(
		columns.map(({json, type, value}) => [json, toJsonValue(value(run), type)]),
	);
}

/** Returns the fields of a run with tabs between them, and an empty field for an unknown value. */
export function tabbedLine(run: ListedRun, columns: readonly ListColumn[]): string {
	return columns.map(column => fieldText(column, run, 'safe')).join('\t');
}

/**
 * Returns the rows of a CSV file (RFC 4180) without the end of the last one. `form`: whether the texts are exact, or safe
 * for a terminal.
 */
export function csvText(
	runs: readonly ListedRun[],
	columns: readonly ListColumn[],
	form: keyof ForeignText,
): string {
	const rows = runs.map(run =>
		columns.map(column => {
			const text = fieldText(column, run, form);
			return csvField(isText(column.type) ? withoutFormula(text) : text);
		}),
	);
	return [columns.map(({json}) => csvField(json)), ...rows].map(row => row.join(',')).join('\r\n');
}

/** Returns a value in the same form in every language. */
function fieldText({type, value}: ListColumn, run: ListedRun, form: keyof ForeignText): string {
	const found = value(run);

	if (found === null) {
		return '';
	}

	return typeof found === 'object'
		? found[form]
		: type === 'time'
			? (rfc3339(Number(found)) ?? '')
			: String(found);
}

/**
 * Puts an apostrophe before a text that a spreadsheet would execute. Anyone can give a workflow a title, and CSV is mostly
 * opened in a spreadsheet; scripts that need the exact text have `--json`.
 */
function withoutFormula(text: string): string {
	return /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

function csvField(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
