import {listColumns, type ListColumn, type ListedRun} from '../../core/listed-run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {toEventFields, toJsonValue} from '../../report/event-fields.ts';
import type {NamedColumn} from './columns.ts';

export function jsonLine(run: ListedRun, columns: readonly NamedColumn[] | null): string {
	const fields = columns === null ? allFields(run) : listedRunFields(run, columns);
	return escapeInvisible(JSON.stringify(fields));
}

/** All fields of the `run` event, those of the run list, the error and the inputs of the run. */
function allFields(run: ListedRun) {
	const {label, revision, quote} = listColumns;
	const inputs = run.kept?.inputs ?? null;
	return {
		run_order_id: run.order.id.exact,
		...toEventFields({}),
		...listedRunFields(run, [label, revision, quote, ...Object.values(listColumns)]),
		detail: null,
		engine_code: null,
		status_code: null,
		inputs:
			inputs === null
				? null
				: Object.fromEntries(inputs.map(({key, value}) => [key.exact, value.exact])),
	};
}

export function listedRunFields(run: ListedRun, columns: readonly ListColumn[]) {
	return Object.fromEntries(
		columns.map(({json, type, value}) => [json, toJsonValue(value(run), type)]),
	);
}
