import type {Duration, Instant} from '../core/time/clock.ts';

/** A line that a node writes to the log while it runs. */
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
	readonly says?: string;
	/** How many steps the node counts, like a sampler; each is a `progress` entry of the log. */
	readonly steps?: number;
	readonly lines?: readonly LineScript[];
	/** The cost of an external model in CNY; due when the node is done. */
	readonly externalCost?: number;
	/** Whether the result of an earlier run is used again. Such a node takes no time. */
	readonly cached?: boolean;
};

/** One entry of `outputs`: a text, a fixed address, or a file that the service itself serves. */
export type OutputScript = {readonly key: string} & (
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'address'; readonly address: string}
	| {
			readonly kind: 'file';
			/** A name in the media catalogue. */
			readonly file: string;
			/** If set, the link is signed, and expires this long after the end of the run. */
			readonly signedFor?: Duration;
	  }
);

/** `data.error`, with the field names of the API. */
export type ErrorPayload = {
	readonly reason: string;
	readonly detail: string;
	readonly engine_code: string;
	readonly status_code: number;
};

/** How a run ends. */
export type RunEnding =
	| {readonly kind: 'succeeded'; readonly outputs: readonly OutputScript[]}
	| {
			readonly kind: 'failed';
			readonly nodeId: string;
			/** The time, as a share (0 to 1) of that node's time. */
			readonly at: number;
			readonly error: ErrorPayload;
	  }
	/** The run is canceled this long after its creation, whether it is queued or running. */
	| {readonly kind: 'canceled'; readonly afterMs: Duration};

/** The workflow of a run, as `market/info` describes it. */
export type WorkflowScript = {
	readonly id: string;
	readonly revisionId: string;
	readonly title: string;
	readonly outputs: readonly {readonly key: string; readonly type: string}[];
};

/** A wrong response. With `delay` the response is correct, but late. */
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

/** A fault and when it happens. Of several rules that match, the first applies. */
export type FaultRule = {
	readonly fault: Fault;
	/** The first and the last request with the fault, counted from 1. Default: all requests. */
	readonly requests?: readonly [first: number, last: number];
	/** The time with the fault, in ms since the service started; `until` is exclusive. Default: always. */
	readonly within?: readonly [from: Duration, until: Duration];
};

/** The whole life of one run. Every response of the service derives from it. */
export type RunScript = {
	readonly id: string;
	readonly taskId: string;
	readonly workflow: WorkflowScript;
	/** When the run order is created, in ms since the service started; negative is before. */
	readonly createdAt: Duration;
	/** The engine does not know the run for this long after its creation. */
	readonly unknownFor?: Duration;
	readonly queue: {
		readonly ms: Duration;
		/** The first place; it moves up to 1 evenly. */
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
	/** CNY that was reserved for the run. */
	readonly quote: number;
	/** The final compute cost in CNY; it grows evenly until the run ends. */
	readonly computeCost: number;
	/** `actual_execution_duration_sec` at the end; default: the time between start and end. */
	readonly actualDurationSec?: number;
	/** Faults of this run's execution requests. */
	readonly faults?: readonly FaultRule[];
	/** Converts the response to another form that the API may use. */
	readonly reworded?: (execution: Readonly<Record<string, unknown>>) => unknown;
};

/** All data and faults of a simulated service. */
export type Scenario = {
	readonly runs: readonly RunScript[];
	/** Faults of any request, counted over all requests with a key. */
	readonly faults?: readonly FaultRule[];
	/** The time of the service's clock at its start; default: the time of `clock`. */
	readonly epoch?: Instant;
};
