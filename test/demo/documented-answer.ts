/** The documentation's example of a run that succeeded. */
export const documentedAnswer = {
	code: 0,
	msg: '查询成功',
	data: {
		task_id: 'task_1778147626528703038_eb84d292e0851c08',
		workflow_id: 'wf_861ef31e94dcfb10e6e7',
		status: 'succeeded',
		queue_info: null,
		progress_percent: 100,
		progress_snapshot: {
			internal_status: 'succeeded',
			completed_node_count: 7,
			total_runnable_nodes: 7,
			last_event_type: 'execution_success',
		},
		logs: [
			{
				at: '2026-05-08T10:00:01Z',
				event_type: 'execution_start',
				level: 'info',
				message: 'execution started',
				progress_percent: 0,
			},
			{
				at: '2026-05-08T10:00:10Z',
				event_type: 'execution_success',
				level: 'info',
				message: 'execution succeeded',
				progress_percent: 100,
			},
		],
		actual_execution_duration_sec: 8.42,
		compute_cost: 0.000_287_8,
		external_model_cost: 0,
		total_cost: 0.000_287_8,
		outputs: {n9_images: 'https://www.chenyu.cn/media/example-output'},
		error: null,
		created_at: '2026-05-08T10:00:00Z',
		started_at: '2026-05-08T10:00:01Z',
		terminal_at: '2026-05-08T10:00:10Z',
	},
};
