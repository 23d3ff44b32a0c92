import {readOrderInfo} from '../../../source/api/wire/run-orders.ts';
import type {Execution} from '../../../source/core/execution.ts';
import {findListColumn, type ListedRun} from '../../../source/core/listed-run.ts';
import type {RunOrder} from '../../../source/core/run-order.ts';
import {order} from '../../features/runs/order.ts';
import {execution} from '../../helpers/values.ts';

type Details = {
	readonly execution?: Partial<Execution>;
	readonly inputs?: Readonly<Record<string, unknown>>;
};

/** A run of the list, with the details that `--full` requests. */
export function listed(
	id: string,
	change: Partial<RunOrder> = {},
	details: Details = {},
): ListedRun {
	return {
		order: order(id, change),
		execution: details.execution === undefined ? null : execution(details.execution),
		info: details.inputs === undefined ? null : readOrderInfo({inputs: details.inputs}),
		kept: null,
	};
}

export function columnsOf(names: string) {
	return names.split(',').map(name => {
		const column = findListColumn(name);

		if (column === null) {
			throw new Error(`no column ${name}`);
		}

		return column;
	});
}
