import type {Instant} from '../time/clock.ts';
import type {StepCounter} from '../step-counter.ts';
import type {ForeignText} from '../text/text.ts';

/** How much a log entry asks for attention. A level that this program does not know counts as `info`. */
export type Severity = 'debug' | 'info' | 'warn' | 'error';

/** One entry of `logs` in an execution. Fields that the entry did not carry are null. */
export type LogEntry = {
	readonly at: Instant | null;
	readonly eventType: ForeignText | null;
	/** The level in the service's own word; `severity` is what it means. */
	readonly level: ForeignText | null;
	readonly severity: Severity;
	readonly message: ForeignText;
	readonly nodeId: ForeignText | null;
	/** 0 to 100. */
	readonly progressPercent: number | null;
	/** The node's own step counter, where the engine sends one. */
	readonly step: StepCounter | null;
};
