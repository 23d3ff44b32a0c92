export type DemoResponse = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
	/** The maximum speed in bytes per second; undefined: unlimited. */
	readonly pace?: number;
};

export function success(data: unknown): DemoResponse {
	return json(200, {code: 0, msg: '查询成功', data});
}

/** Returns an error response. The `code` in its body is equal to the HTTP status. */
export function refusal(status: number, message: string): DemoResponse {
	return json(status, {code: status, msg: message, data: null});
}

/** Returns the documented response for a run that the workflow engine of the service does not know yet. */
export function taskNotFound(taskId: string): DemoResponse {
	return json(200, {
		code: 1,
		msg: 'Task not found.',
		data: {
			error: {
				reason: 'Task not found.',
				detail: `execution task ${taskId} does not exist`,
				engine_code: 'TASK_NOT_FOUND',
				status_code: 404,
			},
		},
	});
}

function json(status: number, value: unknown): DemoResponse {
	return {
		status,
		headers: {'content-type': 'application/json; charset=utf-8'},
		body: JSON.stringify(value),
	};
}
