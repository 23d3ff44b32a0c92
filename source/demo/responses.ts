export type DemoResponse = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
};

export function jsonResponse(status: number, value: unknown, headers = {}): DemoResponse {
	return {
		status,
		headers: {'content-type': 'application/json; charset=utf-8', ...headers},
		body: JSON.stringify(value),
	};
}

export function successResponse(data: unknown): DemoResponse {
	return jsonResponse(200, {code: 0, msg: '查询成功', data});
}

/** Returns an error response. The `code` in its body is equal to the HTTP status. */
export function errorResponse(status: number, message: string, headers = {}): DemoResponse {
	return jsonResponse(status, {code: status, msg: message, data: null}, headers);
}
