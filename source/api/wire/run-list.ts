import * as v from 'valibot';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {MalformedError} from '../errors/malformed-error.ts';
import {phaseOf} from './phase.ts';
import {field, readAmount, readName, readProse} from './readers.ts';
import {parseTime} from './time.ts';

const orderItem = v.object({
	run_order_id: field(readName),
	workflow_id: field(readName),
	title: field(readProse),
	run_status: field(readName),
	created_at: field(parseTime),
});

/**
 * `data` of `GET /workflow/run/list`. An item that is wrong or has no id is left out, fields that are wrong are null;
 * but without `items` it is no list: a `MalformedError`. An account without runs may well say null there.
 */
export function readRunList(data: Readonly<Record<string, unknown>>): RunOrderPage {
	const {items, total} = data;

	if (!Array.isArray(items) && items !== null) {
		throw new MalformedError({detail: 'a list without items'});
	}

	const all: readonly unknown[] = items ?? [];
	return {
		orders: all.flatMap(item => readOrder(item) ?? []),
		count: all.length,
		total: readAmount(total),
	};
}

function readOrder(item: unknown): RunOrder | null {
	const {success, output} = v.safeParse(orderItem, item);

	if (!success || output.run_order_id === null) {
		return null;
	}

	return {
		id: output.run_order_id,
		workflowId: output.workflow_id,
		title: output.title,
		status: output.run_status,
		phase: output.run_status === null ? 'other' : phaseOf(output.run_status.exact),
		createdAt: output.created_at,
	};
}
