export type Json =
	null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

/** The path of a value in a response. */
export type Place = readonly string[];

const mark = '@@PLACE@@';

/** A response of `GET /workflow/run/execution` with a value in every documented field. */
export const execution: Json = {
	code: 0,
	msg: '查询成功',
	data: {
		task_id: 'task_1778147626528703038_eb84d292e0851c08',
		workflow_id: 'wf_861ef31e94dcfb10e6e7',
		status: 'running',
		queue_info: {position: 3, estimated_wait_sec: 90},
		progress_percent: 57,
		progress_snapshot: {
			internal_status: 'executing',
			completed_node_count: 4,
			total_runnable_nodes: 7,
			last_event_type: 'progress',
		},
		logs: [
			{
				at: '2026-05-08T10:00:00Z',
				event_type: 'execution_start',
				level: 'info',
				message: 'execution started',
				node_id: '',
				progress_percent: 0,
			},
			{
				at: '2026-05-08T10:00:05Z',
				event_type: 'progress',
				level: 'warn',
				message: 'KSampler step 5/20',
				node_id: '3',
				progress_percent: 25,
				value: 5,
				max: 20,
			},
		],
		actual_execution_duration_sec: 12.5,
		compute_cost: '0.03000000',
		external_model_cost: 0.0012,
		total_cost: '0.03120000',
		outputs: {
			n9_images: 'https://cdn.chenyu.cn/media/a.png?expires=1778147626&signature=5f1c',
			n11_text: '一只猫坐在窗边',
			n12_files: {images: [{url: 'https://cdn.chenyu.cn/media/b.png'}]},
		},
		error: {reason: 'Out of memory', detail: 'in node 3', engine_code: 'OOM', status_code: 500},
		created_at: '2026-05-08T10:00:00+08:00',
		started_at: '2026-05-08 10:00:01',
		terminal_at: null,
	},
};

/** The root, every inner node and leaf of the response, and some undocumented fields. */
export const places: readonly Place[] = [
	...placesIn(execution, []),
	['data', 'error', 'code'],
	['data', 'error', 'message'],
	['data', 'outputs', 'another'],
	['data', 'outputs', 'n12_files', 'images', '1'],
	['data', 'logs', '2'],
	['data', 'unknown'],
	['unknown'],
];

/** Replaces a value in a response by JSON text, which may be invalid. */
export function withJson(place: Place, text: string, whole: Json = execution): string {
	return JSON.stringify(withValue(whole, place, mark)).replace(JSON.stringify(mark), () => text);
}

/** Copies a value with a replacement at a path. Creates missing objects. */
export function withValue(value: Json, [key, ...rest]: Place, put: Json): Json {
	if (key === undefined) {
		return put;
	}

	if (isList(value)) {
		const copy = [...value];
		copy[Number(key)] = withValue(value[Number(key)] ?? null, rest, put);
		return copy;
	}

	const fields = typeof value === 'object' && value !== null ? value : {};
	return {...fields, [key]: withValue(fields[key] ?? null, rest, put)};
}

function placesIn(value: Json, path: Place): readonly Place[] {
	const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return [path, ...children.flatMap(([key, child]) => placesIn(child, [...path, key]))];
}

function isList(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}
