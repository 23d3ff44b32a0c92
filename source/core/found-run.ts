import type {Execution} from './execution.ts';
import type {Money} from './money/money.ts';
import type {OrderInfo} from './run-order.ts';
import type {Run} from './run.ts';
import type {ForeignText} from './text/text.ts';

/** What a command that exits knows of a run. `polling.problem`: why the service has not responded; null if it has. */
export type FoundRun = Run & {
	readonly execution: Execution;
	readonly order: OrderInfo | null;
	readonly quote: Money | null;
	readonly charged: Money | null;
	/** The name that the user gave to the run. */
	readonly name: ForeignText | null;
};
