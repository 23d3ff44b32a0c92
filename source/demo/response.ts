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

/** Returns the response to a request above the rate limit. `retryAfterSec`: null for no header `Retry-After`. */
export function tooManyRequests(retryAfterSec: number | null): DemoResponse {
	const {headers, ...response} = refusal(429, '请求过于频繁，请稍后再试');
	const retryAfter = retryAfterSec === null ? {} : {'retry-after': String(retryAfterSec)};
	return {...response, headers: {...headers, ...retryAfter}};
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
