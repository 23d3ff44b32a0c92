import type {Problem, ProblemKind} from '../core/problem.ts';
import type {Instant} from '../core/time/clock.ts';
import {isCertificateFault} from '../core/transport-fault.ts';
import {numbersEn, numbersZh} from './numbers.ts';
import {detailZh} from './problem-detail.ts';
import {causeEn, causeZh, remedyEn, remedyZh} from './transport.ts';

type ByKind = Readonly<Record<ProblemKind, (problem: Problem) => string>>;

/** If the service asks to wait at least this long, the message says until when, not how long. In milliseconds. */
const longPause = 600_000;

const sentencesEn: ByKind = {
	network: ({detail, proxy}) => {
		const remedy = remedyEn(detail, proxy);
		return remedy === null
			? `The service cannot be reached (${detail}): check the network and the base URL.`
			: `The service cannot be reached: ${causeEn(detail, proxy)}. ${remedy}`;
	},
	timeout: ({detail}) =>
		`The service did not respond in time: ${causeEn(detail)}. It may be busy, or the network may be slow.`,
	http: problem =>
		problem.retriable
			? `The service has a problem (${problem.detail})${saysEn(problem)}: it usually recovers by itself${pauseEn(problem)}.${isOfServer(problem) ? '' : ' If it persists, check the base URL and any proxy in between.'}`
			: `The service refused the request (${problem.detail})${saysEn(problem)}: check the run order id and the base URL.`,
	'rate-limit': problem =>
		`Too many requests${saysEn(problem)}${pauseEn(problem)}: use a longer --interval or watch fewer runs.`,
	auth: problem =>
		problem.httpStatus === null
			? `The API key cannot be sent (${problem.detail}): check CHENYU_API_KEY or the file named by --api-key-file.`
			: `The service refused the API key (${problem.detail})${saysEn(problem)}: put a valid one into CHENYU_API_KEY or into the file named by --api-key-file.`,
	forbidden: problem =>
		`This key may not read this run (${problem.detail})${saysEn(problem)}: check the run order id, or use a key with this permission.`,
	'not-found': problem =>
		`The service does not know this run (${problem.detail})${saysEn(problem)}: check the run order id, and that the key belongs to the same account.`,
	engine: problem =>
		problem.retriable
			? `The execution engine could not respond (${problem.detail})${saysEn(problem)}: it usually recovers by itself${pauseEn(problem)}.`
			: `The execution engine refused the request (${problem.detail})${saysEn(problem)}: check the run order id.`,
	malformed: ({detail}) =>
		`The response cannot be read: ${causeEn(detail)}. If it persists, check the base URL and any proxy in between.`,
	'too-large': ({detail}) => `The response is too large (${detail}), so it was not read.`,
};

const sentencesZh: ByKind = {
	network: ({detail, proxy}) => {
		const remedy = remedyZh(detail, proxy);
		return remedy === null
			? `无法连接服务（${detail}）：请检查网络和接口地址。`
			: `无法连接服务：${causeZh(detail, proxy)}。${remedy}`;
	},
	timeout: ({detail}) => `服务未及时响应：${causeZh(detail)}。服务可能繁忙，或网络较慢。`,
	http: problem =>
		problem.retriable
			? `服务出现故障（${problem.detail}）${saysZh(problem)}：通常会自行恢复${pauseZh(problem)}。${isOfServer(problem) ? '' : '若持续出现，请检查接口地址和中间的代理。'}`
			: `服务拒绝了请求（${problem.detail}）${saysZh(problem)}：请检查运行单号和接口地址。`,
	'rate-limit': problem =>
		`请求过于频繁${saysZh(problem)}${pauseZh(problem)}：请加大 --interval 或减少监控的运行。`,
	auth: problem =>
		problem.httpStatus === null
			? `API 密钥无法发送（${problem.detail}）：请检查 CHENYU_API_KEY 或 --api-key-file 指定的文件。`
			: `服务拒绝了此 API 密钥（${problem.detail}）${saysZh(problem)}：请在 CHENYU_API_KEY 或 --api-key-file 指定的文件中提供有效的密钥。`,
	forbidden: problem =>
		`此密钥无权读取此运行（${problem.detail}）${saysZh(problem)}：请检查运行单号，或使用有此权限的密钥。`,
	'not-found': problem =>
		`服务不认识此运行（${problem.detail}）${saysZh(problem)}：请检查运行单号，以及密钥是否属于同一账户。`,
	engine: problem =>
		problem.retriable
			? `执行引擎暂时无法响应（${problem.detail}）${saysZh(problem)}：通常会自行恢复${pauseZh(problem)}。`
			: `执行引擎拒绝了请求（${problem.detail}）${saysZh(problem)}：请检查运行单号。`,
	malformed: ({detail}) =>
		`无法解析服务的响应：${causeZh(detail)}。若持续出现，请检查接口地址和中间的代理。`,
	'too-large': ({detail}) => `响应过大（${detail}），未读取。`,
};

const briefsEn: ByKind = {
	network: ({detail, proxy}) =>
		isCertificateFault(detail)
			? 'bad certificate'
			: proxy === null
				? 'unreachable'
				: 'proxy failed',
	timeout: () => 'timeout',
	http: problem => `HTTP ${problem.httpStatus ?? '?'}`,
	'rate-limit': () => 'rate limited',
	auth: () => 'key refused',
	forbidden: () => 'no permission',
	'not-found': () => 'not known yet',
	engine: problem => problem.engineError?.engineCode?.safe ?? 'engine error',
	malformed: () => 'bad response',
	'too-large': () => 'response too large',
};

const briefsZh: ByKind = {
	network: ({detail, proxy}) =>
		isCertificateFault(detail) ? '证书无效' : proxy === null ? '无法连接' : '代理出错',
	timeout: () => '超时',
	http: problem => `HTTP ${problem.httpStatus ?? '?'}`,
	'rate-limit': () => '请求受限',
	auth: () => '密钥被拒绝',
	forbidden: () => '无权限',
	'not-found': () => '尚未找到',
	engine: problem => problem.engineError?.engineCode?.safe ?? '引擎错误',
	malformed: () => '响应无效',
	'too-large': () => '响应过大',
};

export const problemEn = {
	/** Describes a failed request, and how to fix the problem, in one line. */
	sentence: (problem: Problem): string => sentencesEn[problem.kind](problem),
	/** Describes a failed request for the run list, and how to fix the problem, in one line. */
	ofList: (problem: Problem): string =>
		isOfService(problem)
			? sentencesEn[problem.kind](problem)
			: problem.kind === 'forbidden'
				? `This key may not list the runs of the account (${problem.detail})${saysEn(problem)}: name the runs by their ids, or use a key with this permission.`
				: `The list of runs cannot be read (${problem.detail})${saysEn(problem)}: check the base URL, and any proxy in between.`,
	brief: (problem: Problem): string => briefsEn[problem.kind](problem),
	cause: ({detail, proxy}: Problem): string => causeEn(detail, proxy),
	advice: ({detail, proxy}: Problem): string =>
		[causeEn(detail, proxy), remedyEn(detail, proxy)].filter(text => text !== null).join('. '),
};

export const problemZh: typeof problemEn = {
	sentence: problem => sentencesZh[problem.kind](inChinese(problem)),
	ofList: problem =>
		isOfService(problem)
			? sentencesZh[problem.kind](inChinese(problem))
			: problem.kind === 'forbidden'
				? `此密钥无权列出账户的运行（${inChinese(problem).detail}）${saysZh(problem)}：请指定运行单号，或使用有此权限的密钥。`
				: `无法读取运行列表（${inChinese(problem).detail}）${saysZh(problem)}：请检查接口地址和中间的代理。`,
	brief: problem => briefsZh[problem.kind](problem),
	cause: problem => causeZh(inChinese(problem).detail, problem.proxy),
	advice: problem => {
		const {detail, proxy} = inChinese(problem);
		return [causeZh(detail, proxy), remedyZh(detail, proxy)]
			.filter(text => text !== null)
			.join('。');
	},
};

function inChinese(problem: Problem): Problem {
	return {...problem, detail: detailZh(problem.detail)};
}

/** Returns whether the problem concerns the whole service, not only the requested run. */
function isOfService({kind, httpStatus}: Problem): boolean {
	return (
		['network', 'timeout', 'rate-limit', 'auth'].includes(kind) ||
		(kind === 'http' && isOfServer({httpStatus}))
	);
}

/** Returns whether a service has a problem of its own. Any other status may mean that this is not the service. */
function isOfServer({httpStatus}: Pick<Problem, 'httpStatus'>): boolean {
	return (httpStatus ?? 0) >= 500;
}

function saysEn(problem: Problem): string {
	const texts = ownTexts(problem).map(text => `"${text}"`);
	const codes = ownCodes(problem);
	return [
		texts.length === 0 ? '' : `, message ${texts.join(', ')}`,
		codes.length === 0 ? '' : ` (${codes.join(', ')})`,
	].join('');
}

function saysZh(problem: Problem): string {
	const texts = ownTexts(problem).map(text => `“${text}”`);
	const codes = ownCodes(problem);
	return [
		texts.length === 0 ? '' : `，服务提示${texts.join('、')}`,
		codes.length === 0 ? '' : `（${codes.join('，')}）`,
	].join('');
}

/**
 * Returns the messages of the service about a problem. If the response has a reason in `data.error`, the field `msg` is
 * left out, because it then often says only that the request failed.
 */
function ownTexts({serviceMessage, engineError}: Problem): readonly string[] {
	const texts = [engineError?.reason?.safe ?? serviceMessage?.safe, engineError?.detail?.safe];
	return [...new Set(texts.filter(text => text !== undefined))];
}

/**
 * Returns the error code and the status code that the engine of the service reported in `data.error`. Omits an error
 * code that is in `detail`, and a status code equal to the HTTP status: the message usually shows these anyway.
 */
function ownCodes({detail, httpStatus, engineError}: Problem): readonly string[] {
	const {engineCode = null, statusCode = null} = engineError ?? {};
	return [
		engineCode === null || detail.includes(engineCode.safe) ? null : engineCode.safe,
		statusCode === null || statusCode === httpStatus ? null : String(statusCode),
	].filter(code => code !== null);
}

function pauseEn({retryAfter, at}: Problem): string {
	if (retryAfter === null) {
		return '';
	}

	return retryAfter < longPause
		? `, the service asks to wait ${numbersEn.unit(seconds(retryAfter), 'second', 'long')}`
		: `, the service asks to wait until ${hourAndMinute(at + retryAfter)}`;
}

function pauseZh({retryAfter, at}: Problem): string {
	if (retryAfter === null) {
		return '';
	}

	return retryAfter < longPause
		? `，服务要求等待 ${numbersZh.unit(seconds(retryAfter), 'second', 'long')}`
		: `，服务要求等到 ${hourAndMinute(at + retryAfter)}`;
}

function seconds(milliseconds: number): number {
	return Math.ceil(milliseconds / 1000);
}

function hourAndMinute(instant: Instant): string {
	return new Date(instant).toTimeString().slice(0, 5);
}
