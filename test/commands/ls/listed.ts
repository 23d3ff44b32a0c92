import {readOrderInfo} from '../../../source/api/wire/responses.ts';
import type {HistoryRun} from '../../../source/core/history.ts';
import {listedOrder, type ListedRun} from '../../../source/core/listed-run.ts';
import type {RunOrder} from '../../../source/core/run-order.ts';
import {findPrintedColumn} from '../../../source/features/runs/columns.ts';
import {withCell} from '../../../source/session/subcommands/ls.ts';
import {order as orderOf} from '../../features/runs/order.ts';

type Kept = Partial<Omit<HistoryRun, 'inputs'>> & {
	readonly inputs?: Readonly<Record<string, unknown>>;
};

/** A run of the list, with what the history knows about it. */
export function listed(id: string, change: Partial<RunOrder> = {}, known: Kept = {}): ListedRun {
	const {inputs, ...kept} = known;
	return {
		...listedOrder(orderOf(id, change)),
		...kept,
		inputs: inputs === undefined ? null : readOrderInfo({inputs}).inputs,
	};
}

export function columnsOf(names: string) {
	return names.split(',').map(name => {
		const column = findPrintedColumn(name);

		if (column === null) {
			throw new Error(`no column ${name}`);
		}

		return withCell(column);
	});
}
