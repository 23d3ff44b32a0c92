import type {RunOrder} from '../../../source/core/run-order.ts';
import {name, start, noAmounts} from '../../helpers/values.ts';

/** An item of the account's run list. */
export function order(id: string, change: Partial<RunOrder> = {}): RunOrder {
	return {
		id: name(id),
		workflowId: null,
		title: null,
		status: null,
		phase: 'running',
		createdAt: start,
		...noAmounts,
		...change,
	};
}
