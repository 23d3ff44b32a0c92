import type {Duration, Instant} from '../core/time/clock.ts';

/** An additional log entry of a node. */
export type LineScript = {
	/** The time, as a share (0 to 1) of the node's time. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly message: string;
	/** Default: `log`. */
	readonly eventType?: string;
};

/** One node of a workflow. Its share of the run's progress is its share of the run's time. */
export type NodeScript = {
	readonly id: string;
	readonly name: string;
	readonly ms: Duration;
	/** The log message when the node begins; default: its name. */
	readonly message?: string;
	/** The number of steps of the node. Each step is a `progress` entry of the log. */
	readonly steps?: number;
	readonly lines?: readonly LineScript[];
	/** The cost of an external model in CNY, due at the end of the node. */
	readonly externalCost?: number;
	/** A cached node takes no time. */
	readonly cached?: boolean;
};

/** An entry of `outputs`: a text, a fixed address, or a file of this service. */
export type OutputScript = {readonly key: string} & (
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'address'; readonly address: string}
	| {
			readonly kind: 'file';
			/** A name in `mediaNames`. */
			readonly file: string;
			/** If set, the link is signed, and expires this long after the end of the run. */
			readonly signedFor?: Duration;
	  }
);

/** `data.error`, with the field names of the API. */
type ErrorPayload = {
	readonly reason: string;
	readonly detail: string;
	readonly engine_code: string;
	readonly status_code: number;
};

export type RunEnding =
	| {readonly kind: 'succeeded'; readonly outputs: readonly OutputScript[]}
	| {
			readonly kind: 'failed';
			readonly nodeId: string;
			/** The time, as a share (0 to 1) of that node's time. */
			readonly at: number;
			readonly error: ErrorPayload;
	  }
	/** The run is canceled this long after its creation. */
	| {readonly kind: 'canceled'; readonly afterMs: Duration};

/** The workflow of a run, as `market/info` describes it. */
export type WorkflowScript = {
	readonly id: string;
	readonly revisionId: string;
	readonly title: string;
	readonly outputs: readonly {readonly key: string; readonly type: string}[];
};

/** A failure of a request. With `delay` the response is correct, but late. */
export type Fault =
	| {readonly kind: 'delay'; readonly ms: Duration}
	| {
			readonly kind: 'response';
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body: string;
	  }
	/** The connection is reset before the first byte. */
	| {readonly kind: 'reset'}
	/** The connection ends in the middle of the body. */
	| {readonly kind: 'cut'};

/** A fault and its requests. The first matching rule applies. */
export type FaultRule = {
	readonly fault: Fault;
	/** The first and the last request with the fault, counted from 1. Default: all requests. */
	readonly requests?: readonly [first: number, last: number];
	/** The period of the fault, in ms since the service started; `until` is exclusive. Default: always. */
	readonly within?: readonly [from: Duration, until: Duration];
};

/** The course of one run. All responses of the service derive from it. */
export type RunScript = {
	readonly id: string;
	readonly taskId: string;
	readonly workflow: WorkflowScript;
	/** The creation of the run order, in ms since the service started. May be negative. */
	readonly createdAt: Duration;
	/** The engine does not know the run for this long after its creation. */
	readonly unknownFor?: Duration;
	readonly queue: {
		readonly ms: Duration;
		/** The first position. It decreases evenly to 1. */
		readonly position: number;
		/** Whether the service estimates the wait; default: true. */
		readonly estimated?: boolean;
	};
	readonly nodes: readonly NodeScript[];
	readonly ending: RunEnding;
	/** The language of the engine's messages in the log; default: `en`. */
	readonly language?: 'en' | 'zh';
	/** With `ends` only the first and the last entry are logged, as in the documented example. */
	readonly logged?: 'all' | 'ends';
	readonly inputs?: Readonly<Record<string, unknown>>;
	/** The reserved amount in CNY. */
	readonly quote: number;
	/** The final compute cost in CNY. The cost grows evenly until the run ends. */
	readonly computeCost: number;
	/** `actual_execution_duration_sec` at the end; default: the time between start and end. */
	readonly actualDurationSec?: number;
	/** Faults of this run's execution requests. */
	readonly faults?: readonly FaultRule[];
	/** Converts the response to another form that the API may use. */
	readonly reworded?: (execution: Readonly<Record<string, unknown>>) => unknown;
};

export type Scenario = {
	readonly runs: readonly RunScript[];
	/** Faults of any request, counted over all requests with a key. */
	readonly faults?: readonly FaultRule[];
	/** The time of the service's clock at its start; default: the time of `clock`. */
	readonly epoch?: Instant;
};
