import type {Fault, Scenario} from '../script.ts';
import {pictureRun} from './simple.ts';

/** A proxy's response while the service behind it is down. */
export const badGateway: Fault = {
	kind: 'response',
	status: 502,
	headers: {'content-type': 'text/html'},
	body: '<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>',
};

/** A refusal of the API with an envelope. */
function refused(status: number, message: string, headers: Record<string, string> = {}): Fault {
	return {
		kind: 'response',
		status,
		headers: {'content-type': 'application/json; charset=utf-8', ...headers},
		body: JSON.stringify({code: status, msg: message, data: null}),
	};
}

/** Every key is rejected. */
export function denied(): Scenario {
	return {
		runs: [pictureRun('denied')],
		faults: [{fault: refused(401, 'API Key 无效、已过期或已停用')}],
	};
}

/** One run that the engine never knows. */
export function unknown(): Scenario {
	return {runs: [{...pictureRun('unknown'), unknownFor: Infinity}]};
}

/** Two runs: the first responds from the fourth request on, the second to the first and from the sixth on. */
export function flaky(): Scenario {
	return {
		runs: [
			{
				...pictureRun('flaky from the start'),
				faults: [
					{requests: [1, 1], fault: badGateway},
					{requests: [2, 2], fault: {kind: 'reset'}},
					{requests: [3, 3], fault: {kind: 'cut'}},
				],
			},
			{
				...pictureRun('flaky in between'),
				faults: [
					{requests: [2, 2], fault: {kind: 'cut'}},
					{requests: [3, 3], fault: refused(500, '执行引擎暂不可用')},
					// A login page or a proxy's greeting, with a status as if all were well.
					{
						requests: [4, 4],
						fault: {
							kind: 'response',
							status: 200,
							headers: {'content-type': 'text/html'},
							body: '<!doctype html><p>Welcome',
						},
					},
					{requests: [5, 5], fault: {kind: 'response', status: 200, body: ''}},
				],
			},
		],
	};
}

/** One run; the first two requests hit a rate limit with a `Retry-After` of three seconds. */
export function rateLimited(): Scenario {
	return {
		runs: [pictureRun('rate limited')],
		faults: [
			{requests: [1, 2], fault: refused(429, '请求过于频繁,请稍后再试', {'retry-after': '3'})},
		],
	};
}
