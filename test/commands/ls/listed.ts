import {readOrderInfo} from '../../../source/api/wire/responses.ts';
import type {HistoryRun} from '../../../source/core/history.ts';
import {findListColumn, type ListedRun} from '../../../source/core/listed-run.ts';
import type {RunOrder} from '../../../source/core/run-order.ts';
import {order as orderOf} from '../../features/runs/order.ts';

type Kept = Partial<Omit<HistoryRun, 'inputs'>> & {
	readonly inputs?: Readonly<Record<string, unknown>>;
};

/** A run of the list, with what the history knows about it. */
export function listed(id: string, change: Partial<RunOrder> = {}, known?: Kept): ListedRun {
	const order = orderOf(id, change);
	return {
		order,
		kept: known === undefined ? null : keptRun(order, known),
	};
}

function keptRun(order: RunOrder, {inputs, ...known}: Kept): HistoryRun {
	return {
		order,
		startedAt: null,
		endedAt: null,
		seconds: null,
		totalCost: null,
		reason: null,
		label: null,
		wasWatched: true,
		isUnseen: false,
		...known,
		inputs: inputs === undefined ? null : readOrderInfo({inputs}).inputs,
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
