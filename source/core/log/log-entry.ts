import type {Instant} from '../time/clock.ts';
import type {StepCounter} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';

/** An unknown level counts as `info`. */
export type Severity = 'debug' | 'info' | 'warn' | 'error';

/** An entry of `logs` in an execution. A missing field is null. */
export type LogEntry = {
	readonly at: Instant | null;
	readonly eventType: ForeignText | null;
	/** The service's own word. `severity` is its meaning. */
	readonly level: ForeignText | null;
	readonly severity: Severity;
	readonly message: ForeignText;
	readonly nodeId: ForeignText | null;
	/** 0 to 100. */
	readonly progressPercent: number | null;
	readonly step: StepCounter | null;
};
