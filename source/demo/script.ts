import type {Duration, Instant} from '../core/time/clock.ts';

/** An additional log entry of a node. */
export type LineScript = {
	/** The time of the entry, as a share (0 to 1) of the node's time. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly message: string;
	/** The type of the log entry; default: `log`. */
	readonly eventType?: string;
};

/** A node of a workflow. A node that takes 30 % of the run's time is 30 % of its progress. */
export type NodeScript = {
	readonly id: string;
	readonly name: string;
	readonly ms: Duration;
	/** The log message when the node starts; default: the node's name. */
	readonly message?: string;
	/** The number of steps. Each step is a log entry of the type `progress`. */
	readonly steps?: number;
	readonly lines?: readonly LineScript[];
	/** The cost of an external model in CNY. It is added when the node ends. */
	readonly externalCost?: number;
	/** Whether the result of the node is cached. A cached node takes no time. */
	readonly cached?: boolean;
};

/** An output of a run: a text, an address on another host, or a file of this service. */
export type OutputScript = {readonly key: string} & (
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'address'; readonly address: string}
	| {
			readonly kind: 'file';
			/** The name of the file, one of `mediaNames`. */
			readonly file: string;
			/** If set, the link to the file is signed and expires this long after the end of the run. */
			readonly signedFor?: Duration;
	  }
);

/** The error of a run. Its fields have the names of `data.error` in the API. */
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
			/** The time of the error, as a share (0 to 1) of the failing node's time. */
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

/**
 * A fault of the response to a request. `delay`: the response is correct, but late. `response`: another response is
 * sent. `reset`: the connection is reset before the first byte. `cut`: the connection ends in the middle of the body.
 */
export type Fault =
	| {readonly kind: 'delay'; readonly ms: Duration}
	| {
			readonly kind: 'response';
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body: string;
	  }
	| {readonly kind: 'reset'}
	| {readonly kind: 'cut'};

/** A fault and the requests that have it. A request gets the fault of the first rule that matches it. */
export type FaultRule = {
	readonly fault: Fault;
	/** The first and the last number of the affected requests, counted from 1. Default: all requests. */
	readonly requests?: readonly [first: number, last: number];
	/** The period of the fault, in ms since the service started; `until` is exclusive. Default: always. */
	readonly within?: readonly [from: Duration, until: Duration];
};

/** The script of a run. All responses about the run are computed from it. */
export type RunScript = {
	readonly id: string;
	readonly taskId: string;
	readonly workflow: WorkflowScript;
	/** The creation of the run order, in ms since the service started. May be negative. */
	readonly createdAt: Duration;
	/** How long after its creation the engine does not know the run; default: 0. */
	readonly unknownFor?: Duration;
	readonly queue: {
		readonly ms: Duration;
		/** The initial position in the queue. It decreases to 1 at a constant rate. */
		readonly position: number;
		/** Whether the service estimates the time in the queue; default: true. */
		readonly estimated?: boolean;
	};
	readonly nodes: readonly NodeScript[];
	readonly ending: RunEnding;
	readonly language?: 'en' | 'zh';
	/** Which log entries are returned. `ends`: the first and the last, as in the example of the API documentation. */
	readonly logged?: 'all' | 'ends';
	readonly inputs?: Readonly<Record<string, unknown>>;
	readonly quote: number;
	/** The compute cost at the end of the run in CNY. The cost increases at a constant rate until then. */
	readonly computeCost: number;
	/** The value of `actual_execution_duration_sec` at the end of the run; default: the time from start to end. */
	readonly actualDurationSec?: number;
	readonly faults?: readonly FaultRule[];
	/** Converts the execution to another form that the real API may use. */
	readonly reworded?: (execution: Readonly<Record<string, unknown>>) => unknown;
};

export type Scenario = {
	readonly runs: readonly RunScript[];
	/** Faults of all requests with an API key. Such requests are counted together. */
	readonly faults?: readonly FaultRule[];
	/** The initial time of the service's clock; default: the time of `clock`. */
	readonly epoch?: Instant;
};
