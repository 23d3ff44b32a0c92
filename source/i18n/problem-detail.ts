import {cleanProse} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';

/** The English phrases in which the client says what was wrong with a response. */
const phrases: ReadonlyArray<readonly [english: RegExp, chinese: string]> = [
	[/^an empty body$/, '响应为空'],
	[/^HTML instead of JSON$/, '返回的是 HTML，不是 JSON'],
	[/^broken or cut JSON$/, 'JSON 损坏或不完整'],
	[/^JSON that is not a response of this API$/, 'JSON 不是此接口的响应'],
	[/^a response without data$/, '响应中没有 data'],
	[/^a list without items$/, '列表中没有 items'],
	[/^an execution without a status$/, '响应中没有 status'],
	[/^a balance without amounts$/, '余额中没有金额'],
	[/^not valid HTTP$/, '不是有效的 HTTP'],
	[/^JSON with more than (\d+) levels$/, 'JSON 嵌套超过 $1 层'],
	[/^more than (\d+) values$/, '超过 $1 个值'],
	[/^more than (\d+) log entries$/, '超过 $1 条日志'],
	[/^more than (\d+) bytes$/, '超过 $1 字节'],
	[/^more than ([\d.]+) MiB$/, '超过 $1 MiB'],
	[/^no complete response within ([\d.]+) s$/, '$1 秒内没有完整的响应'],
	[/^the key holds characters that cannot be sent$/, '密钥含有无法发送的字符'],
	[/, a redirect to another path, which is not followed/, '，重定向到另一路径，程序不跟随'],
	[/, a redirect to (\S+), which is not followed/, '，重定向到 $1，程序不跟随'],
];

/** Returns the detail of a problem in Chinese. Codes stay as they are. */
export function detailZh(detail: SafeText): SafeText {
	const phrase = phrases.find(([english]) => english.test(detail));
	return phrase === undefined ? detail : cleanProse(detail.replace(...phrase));
}
