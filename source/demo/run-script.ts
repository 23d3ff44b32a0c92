import type {Duration} from '../core/time/clock.ts';

/** An additional log entry that a node writes. */
export type LineScript = {
	/** The time of the entry as a share of the node's time: 0 at the start of the node, 1 at its end. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly message: string;
	/** The type of the log entry; default: `log`. */
	readonly eventType?: string;
};

/** A node of a simulated run. If it takes 30 % of the time of all nodes, it adds 30 % to the progress of the run. */
export type NodeScript = {
	readonly id: string;
	readonly name: string;
	/** How long the node takes: 0 if its result is cached. */
	readonly ms: Duration;
	/** The log message when the node starts; default: the node's name. */
	readonly message?: string;
	/** The number of steps of the node. Each step writes a log entry of the type `progress`. */
	readonly steps?: number;
	readonly lines?: readonly LineScript[];
	/** The cost in CNY of an external model that the node calls. It is charged when the node ends. */
	readonly externalCost?: number;
	readonly cached?: boolean;
};

/** An output of a run: its value, such as a text or an address on another host, or a file of this service. */
export type OutputScript =
	| {readonly key: string; readonly value: string}
	| {
			readonly key: string;
			/** The name of the file, one of `mediaNames`. */
			readonly file: string;
			/** If set, the link to the file is signed and expires this long after the end of the run. */
			readonly signedFor?: Duration;
	  };

export type RunEnding =
	| {readonly kind: 'succeeded'; readonly outputs: readonly OutputScript[]}
	| {
			readonly kind: 'failed';
			readonly nodeId: string;
			/** The time of the error as a share of the failing node's time. */
			readonly at: number;
			/** The field `data.error` of the API. */
			readonly error: Readonly<Record<'reason' | 'detail' | 'engine_code', string>> & {
				readonly status_code: number;
			};
	  }
	/** The run is canceled this long after its creation. */
	| {readonly kind: 'canceled'; readonly afterMs: Duration};

/** The `data` of the response of `GET /workflow/market/info` about the workflow of a run. */
export type WorkflowScript = {
	readonly workflow_id: string;
	readonly revision_id: string;
	readonly title: string;
	readonly candidate_output_manifest: readonly {readonly key: string; readonly type: string}[];
	/** The inputs, some with names. */
	readonly editable_parameter_manifest?: readonly {
		readonly key: string;
		readonly display_name?: string;
	}[];
};

/** Describes a simulated run. All responses about the run are computed from its script. */
export type RunScript = {
	readonly id: string;
	readonly taskId: string;
	readonly workflow: WorkflowScript;
	/** The time when the run order is created, in ms since the service started. May be negative. */
	readonly createdAt: Duration;
	/** How long after its creation the run is still unknown to the engine, in ms; default: 0. */
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
	readonly inputs?: Readonly<Record<string, unknown>>;
	readonly quote: number;
	/** The compute cost at the end of the run in CNY. The cost increases at a constant rate until then. */
	readonly computeCost: number;
};

export type Scenario = {
	readonly runs: readonly RunScript[];
	/** Runs that ended before the start of the service. They are listed, but not watched. */
	readonly earlierRuns?: readonly RunScript[];
	/** What the account has left when the service starts, in CNY. Default: the key may not ask for it. */
	readonly balance?: {readonly prepaid: number; readonly cards: number};
};
