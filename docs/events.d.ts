// Made from events.schema.json by `npm run pages`.

/** One line of the output of a watch; $defs also has what other commands print. Field names are those of the API. Unknown values are null. Later versions may add fields and events: ignore those that you do not know. */
export type Event =
	| StartEvent
	| RunEvent
	| OrderEvent
	| LogEvent
	| OutputEvent
	| OutputsCutEvent
	| DownloadEvent
	| DownloadFailedEvent
	| ErrorEvent
	| ProblemEvent
	| BudgetAlertEvent
	| LowBalanceAlertEvent
	| StalledAlertEvent
	| LateAlertEvent
	| AllDoneAlertEvent
	| EndEvent;

/** The first line. */
export type StartEvent = {
	readonly event: 'start';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	/** The version of the events: within it, fields and events are only added. */
	readonly schema: 1;
	/** The version of chenyu-top. */
	readonly version: string;
	/** The runs that are known at the start. Further runs can be read from standard input or discovered. */
	readonly run_order_ids: readonly string[];
};

/** The first response for a run, and every change of one of these fields. */
export type RunEvent = {
	readonly event: 'run';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	/** The status as the service writes it: queued, running, succeeded, failed, canceled, or a newer one. */
	readonly status: string | null;
	/** 0 to 100. */
	readonly progress_percent: number | null;
	readonly queue_position: number | null;
	/** The service's estimate of the wait in the queue. */
	readonly estimated_wait_sec: number | null;
	readonly completed_node_count: number | null;
	readonly total_runnable_nodes: number | null;
	/** The engine's name for the status. */
	readonly internal_status: string | null;
	/** The type of the engine's newest event. */
	readonly last_event_type: string | null;
	/** As the service writes it, such as true. */
	readonly cancel_requested: string | null;
	/** Seconds, exactly as the service reports them. */
	readonly actual_execution_duration_sec: number | null;
	/** Seconds until the end of the run, estimated by chenyu-top; null while the run is stalled or has taken longer than every earlier run of its workflow. */
	readonly eta_sec: number | null;
	/** The time of the last step, while the run is idle for far longer than usual for its workflow. */
	readonly stalled_since: string | null;
	/** Since when the run has taken far longer than the earlier runs of its workflow (at least five). */
	readonly late_since: string | null;
	/** In CNY. */
	readonly compute_cost: number | null;
	/** In CNY. */
	readonly external_model_cost: number | null;
	/** In CNY. */
	readonly total_cost: number | null;
	/** The time of the event, by the clock of the service. */
	readonly created_at: string | null;
	/** The time of the event, by the clock of the service. */
	readonly started_at: string | null;
	/** The time of the event, by the clock of the service. */
	readonly terminal_at: string | null;
	readonly task_id: string | null;
	readonly workflow_id: string | null;
	/** Of the workflow. */
	readonly title: string | null;
};

/** The order of the run: once, when it is known, and again when final_amount comes. Never, if the service does not have it. */
export type OrderEvent = {
	readonly event: 'order';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	/** The values of the inputs by their keys, objects and lists as JSON. */
	readonly inputs: Readonly<Record<string, string>>;
	readonly revision_id: string | null;
	/** In CNY. */
	readonly quote_amount: number | null;
	/** What was charged, in CNY. Null before the run has ended and is settled. */
	readonly final_amount: number | null;
};

/** Once for each entry of a run's log, in the API's order. */
export type LogEvent = {
	readonly event: 'log';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	/** The time of the event, by the clock of the service. */
	readonly logged_at: string | null;
	readonly level: string | null;
	readonly event_type: string | null;
	readonly node_id: string | null;
	readonly message: string;
	/** 0 to 100. */
	readonly progress_percent: number | null;
	/** The step counter of the node, up to max. */
	readonly value: number | null;
	readonly max: number | null;
	readonly fraction: number | null;
};

/** Once for each output of a run, and again when its value changes. A link that differs only in its signature is reported again only after its run has ended. */
export type OutputEvent = {
	readonly event: 'output';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly key: string;
	readonly kind: 'image' | 'video' | 'audio' | 'text' | 'file';
	/** The text itself, or the address of the file. */
	readonly value: string;
};

/** A run has more outputs than chenyu-top reads: the number of reported and of omitted outputs. */
export type OutputsCutEvent = {
	readonly event: 'outputs-cut';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly reported: number;
	readonly left_out: number;
};

/** An output was saved whole. */
export type DownloadEvent = {
	readonly event: 'download';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly key: string;
	readonly path: string;
	readonly bytes: number;
};

/** An output could not be saved. */
export type DownloadFailedEvent = {
	readonly event: 'download-failed';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly key: string;
	/** A sentence, in English. */
	readonly reason: string;
};

/** The error of a failed run. */
export type ErrorEvent = {
	readonly event: 'error';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly reason: string | null;
	readonly detail: string | null;
	readonly engine_code: string | null;
	readonly status_code: number | null;
};

/** A poll of a run failed, or the run list could not be read. */
export type ProblemEvent = {
	readonly event: 'problem';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	/** Null for the run list. */
	readonly run_order_id: string | null;
	readonly kind:
		| 'network'
		| 'timeout'
		| 'http'
		| 'rate-limit'
		| 'auth'
		| 'not-found'
		| 'engine'
		| 'malformed'
		| 'too-large';
	readonly message: string;
	readonly http_status: number | null;
	/** Null if chenyu-top does not retry. */
	readonly retry_in_ms: number | null;
	/** This field and the next three are the error that the service sent for the failed request. */
	readonly reason: string | null;
	readonly detail: string | null;
	readonly engine_code: string | null;
	readonly status_code: number | null;
};

/** More than --budget was spent, in this session or, with --budget N/day, today. */
export type BudgetAlertEvent = {
	readonly event: 'alert';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	/** Null: the alert is not of one run. */
	readonly run_order_id: null;
	readonly kind: 'budget';
	/** A sentence, in English. */
	readonly message: string;
	/** What was spent in this session, or today, in CNY. */
	readonly spent: number;
	/** The amount of --budget, in CNY. */
	readonly budget: number;
};

/** The balance of the account fell below `lowBalance` of the config. */
export type LowBalanceAlertEvent = {
	readonly event: 'alert';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	/** Null: the alert is not of one run. */
	readonly run_order_id: null;
	readonly kind: 'low-balance';
	/** A sentence, in English. */
	readonly message: string;
	/** What the account has left, in CNY. */
	readonly balance: number;
	/** `lowBalance` of the config, in CNY. */
	readonly limit: number;
};

/** The run has become stalled: no progress for far longer than usual. */
export type StalledAlertEvent = {
	readonly event: 'alert';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly kind: 'stalled';
	/** A sentence, in English. */
	readonly message: string;
	/** The time of the last step, while the run is idle for far longer than usual for its workflow. */
	readonly stalled_since: string;
};

/** The run has become late: it takes far longer than every earlier run of its workflow. */
export type LateAlertEvent = {
	readonly event: 'alert';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly run_order_id: string;
	readonly kind: 'late';
	/** A sentence, in English. */
	readonly message: string;
	/** Since when the run has taken far longer than the earlier runs of its workflow (at least five). */
	readonly late_since: string;
	/** How long such a run usually takes. */
	readonly usual_sec: number | null;
};

/** The last of the unfinished runs has ended. More runs may be found later. */
export type AllDoneAlertEvent = {
	readonly event: 'alert';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	/** Null: the alert is not of one run. */
	readonly run_order_id: null;
	readonly kind: 'all-done';
	/** A sentence, in English. */
	readonly message: string;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** Of all these runs, in CNY. Null while a cost cannot be read. */
	readonly total_cost: number | null;
};

/** The last line. */
export type EndEvent = {
	readonly event: 'end';
	/** The time when chenyu-top saw the event. */
	readonly at: string;
	readonly reason: 'done' | 'until' | 'timeout' | 'signal' | 'gave-up';
	readonly exit_code: 0 | 1 | 2 | 3 | 4 | 129 | 130 | 131 | 140 | 142 | 143;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	readonly unfinished: number;
	/** Of all runs so far, in CNY. Null while a cost cannot be read. */
	readonly total_cost: number | null;
};

/** A line of `ls --json`. The fields from `run_order_id` to `title` are those of the `run` event. With --columns only the chosen fields, those of inputs as `input.NAME`. */
export type ListedRun = {
	readonly run_order_id: string;
	readonly status: string | null;
	/** 0 to 100. */
	readonly progress_percent: number | null;
	readonly queue_position: number | null;
	/** The service's estimate of the wait in the queue. */
	readonly estimated_wait_sec: number | null;
	readonly completed_node_count: number | null;
	readonly total_runnable_nodes: number | null;
	/** The engine's name for the status. */
	readonly internal_status: string | null;
	/** The type of the engine's newest event. */
	readonly last_event_type: string | null;
	/** As the service writes it, such as true. */
	readonly cancel_requested: string | null;
	readonly actual_execution_duration_sec: number | null;
	/** Seconds until the end of the run, estimated by chenyu-top; null while the run is stalled or has taken longer than every earlier run of its workflow. */
	readonly eta_sec: number | null;
	/** The time of the last step, while the run is idle for far longer than usual for its workflow. */
	readonly stalled_since: string | null;
	/** Since when the run has taken far longer than the earlier runs of its workflow (at least five). */
	readonly late_since: string | null;
	/** In CNY. */
	readonly compute_cost: number | null;
	/** In CNY. */
	readonly external_model_cost: number | null;
	/** In CNY. */
	readonly total_cost: number | null;
	/** The time of the event, by the clock of the service. */
	readonly created_at: string | null;
	/** The time of the event, by the clock of the service. */
	readonly started_at: string | null;
	/** The time of the event, by the clock of the service. */
	readonly terminal_at: string | null;
	readonly task_id: string | null;
	readonly workflow_id: string | null;
	readonly title: string | null;
	readonly label: string | null;
	readonly revision_id: string | null;
	/** In CNY. */
	readonly quote_amount: number | null;
	/** In CNY. */
	readonly final_amount: number | null;
	readonly reason: string | null;
	readonly detail: string | null;
	readonly engine_code: string | null;
	readonly status_code: number | null;
	/** By their keys, such as 6.text. */
	readonly inputs: Readonly<Record<string, string>> | null;
};

/** A line of `cost --by day --json`: the runs that have ended. */
export type CostByDay = {
	readonly day: string | null;
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** In CNY: the sum of what is known. */
	readonly spent: string;
	/** In CNY: the sum of what is known. */
	readonly billed: string;
	/** In CNY: the sum of what is known. */
	readonly lost: string;
	readonly unknown: number;
};

/** A line of `cost --by workflow --json`: the runs that have ended. */
export type CostByWorkflow = {
	readonly workflow_id: string | null;
	readonly title: string | null;
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** In CNY: the sum of what is known. */
	readonly spent: string;
	/** In CNY: the sum of what is known. */
	readonly billed: string;
	/** In CNY: the sum of what is known. */
	readonly lost: string;
	readonly unknown: number;
};

/** A line of `cost --by status --json`: the runs that have ended. */
export type CostByStatus = {
	readonly status: string | null;
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** In CNY: the sum of what is known. */
	readonly spent: string;
	/** In CNY: the sum of what is known. */
	readonly billed: string;
	/** In CNY: the sum of what is known. */
	readonly lost: string;
	readonly unknown: number;
};

/** A line of `cost --json`. */
export type CostRow = CostByDay | CostByWorkflow | CostByStatus;

/** A line of `save --json`. */
export type SavedOutput = DownloadEvent | DownloadFailedEvent;

/** Something that differs between two runs, or a node or an output of one of them. */
export type ComparedRow = {
	readonly name: string;
	/** Of both runs, in the order of the arguments. */
	readonly values: readonly (string | number | null)[];
	/** The second minus the first. */
	readonly difference: number | null;
};

/** What `compare --json` prints. */
export type Comparison = {
	readonly run: readonly ComparedRow[];
	readonly inputs: readonly ComparedRow[];
	/** The first entry that differs. */
	readonly log: readonly ComparedRow[];
	/** Values are seconds. */
	readonly nodes: readonly ComparedRow[];
	readonly outputs: readonly ComparedRow[];
	/** How many inputs are equal. Null if those of a run are unknown. */
	readonly same_inputs: number | null;
	readonly same_log_entries: number;
	readonly log_state: 'differ' | 'same' | 'missing';
};

/** A check of `doctor`. */
export type DoctorCheck = {
	readonly id:
		| 'program'
		| 'config'
		| 'key'
		| 'proxy'
		| 'reach'
		| 'balance'
		| 'clock'
		| 'certificates'
		| 'terminal'
		| 'locale'
		| 'folders'
		| 'channel';
	/** `open`: the check was not possible. */
	readonly state: 'ok' | 'warn' | 'fail' | 'open';
	/** A sentence, in English. */
	readonly says: string;
};

/** What `doctor --json` prints. */
export type DoctorResult = {
	/** Whether no check failed. */
	readonly ok: boolean;
	readonly checks: readonly DoctorCheck[];
};

/** An endpoint of the API, and how it responded to `doctor --api`. */
export type ApiEndpoint = {
	readonly endpoint: 'list' | 'execution' | 'info' | 'workflow' | 'balance';
	/** Below `/api/open/v2`. */
	readonly path: string;
	/** Null without a response. */
	readonly http_status: number | null;
	/** The length of the body. */
	readonly bytes: number;
	/** How long the request took. */
	readonly ms: number;
	/** Why the response cannot be read, as in the event `problem`. Null if it can be. */
	readonly problem:
		| 'network'
		| 'timeout'
		| 'http'
		| 'rate-limit'
		| 'auth'
		| 'forbidden'
		| 'not-found'
		| 'engine'
		| 'malformed'
		| 'too-large'
		| null;
	/** The headers of the response that speak of limits. */
	readonly limits: Readonly<Record<string, string>>;
};

/** A field of the API, over all objects in the response that should have it. */
export type ApiField = {
	readonly endpoint: 'list' | 'execution' | 'info' | 'workflow' | 'balance';
	/** Its path, such as `items[].title`. */
	readonly field: string;
	/** `absent`: null, or not there, as it may be. `missing`: not there, or null, but should be. `other-type`: cannot be read. `unread`: not used by chenyu-top. */
	readonly state: 'ok' | 'absent' | 'missing' | 'other-type' | 'unread';
	/** The type that is expected. Null if unread. */
	readonly expected: string | null;
	/** The types of what cannot be read or is unread. */
	readonly found: readonly string[];
	/** The forms of times, and of texts that are no numbers. */
	readonly forms: readonly string[];
	/** Values that chenyu-top does not know. */
	readonly unknown: readonly string[];
	/** The field that may have taken the place of a missing one, or the value that an unknown one resembles. */
	readonly similar: string | null;
	/** In how many objects the field is in this state. */
	readonly count: number;
	/** The number of objects. */
	readonly of: number;
	/** A sentence about a difference, in English. */
	readonly says: string | null;
};

/** What `doctor --api --json` prints. */
export type ApiResult = {
	/** Whether all that chenyu-top needs is there. */
	readonly ok: boolean;
	/** The run that was compared. */
	readonly run: string | null;
	readonly endpoints: readonly ApiEndpoint[];
	readonly fields: readonly ApiField[];
	/** What a response has of the log. Null without entries. */
	readonly log: 'whole' | 'tail' | 'newest-first' | 'unknown' | null;
	/** The time after which the first link of an output ends. Null if none says so. */
	readonly link_sec: number | null;
};

/** A setting with its value and source. */
export type Setting = {
	readonly name: string;
	/** Null if it is not set and has no default. Never the API key itself. */
	readonly value: string | number | boolean | null;
	readonly source: 'flag' | 'environment' | 'profile' | 'config' | 'default' | 'missing';
	/** The option, variable, profile or file. */
	readonly from: string;
};

/** What `config --json` prints. */
export type ConfigResult = {
	/** Of the config file. Null without a home folder. */
	readonly path: string | null;
	readonly exists: boolean;
	readonly profile: string | null;
	readonly profiles: readonly string[];
	readonly settings: readonly Setting[];
};
