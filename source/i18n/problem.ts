import {isCertificateFault, transportFault, type TransportFault} from '../core/error-code.ts';
import type {Problem} from '../core/problem.ts';
import type {Language} from './messages.ts';
import {numbersEn, numbersZh} from './numbers.ts';

declare module './messages.ts' {
	interface Messages {
		problem: typeof problemEn;
	}
}

type Text = Readonly<Record<Language, string>>;

/** If the service asks to wait at least this long, the message says until when, not how long. In milliseconds. */
const longPause = 600_000;

/**
 * What went wrong and what to do. `{detail}`: the technical cause. `{cause}` and `{remedy}`: of a fault of the connection.
 * `{says}`: what the service says. `{pause}`: how long it asks to wait.
 */
const sentences = {
	network: {
		en: 'The service cannot be reached: {cause}. {remedy}',
		zh: '无法连接服务：{cause}。{remedy}',
	},
	timeout: {
		en: 'The service did not respond in time: {cause}. It may be busy, or the network may be slow.',
		zh: '服务未及时响应：{cause}。服务可能繁忙，或网络较慢。',
	},
	http: {
		en: 'The service has a problem ({detail}){says}: it usually recovers by itself{pause}. If it persists, check the base URL and any proxy in between.',
		zh: '服务出现故障（{detail}）{says}：通常会自行恢复{pause}。若持续出现，请检查接口地址和中间的代理。',
	},
	refused: {
		en: 'The service refused the request ({detail}){says}: check the run order id and the base URL.',
		zh: '服务拒绝了请求（{detail}）{says}：请检查运行单号和接口地址。',
	},
	'rate-limit': {
		en: 'Too many requests{says}{pause}: use a longer --interval or watch fewer runs.',
		zh: '请求过于频繁{says}{pause}：请加大 --interval 或减少监控的运行。',
	},
	auth: {
		en: 'The service refused the API key ({detail}){says}: put a valid one into CHENYU_API_KEY or into the file named by --api-key-file.',
		zh: '服务拒绝了此 API 密钥（{detail}）{says}：请在 CHENYU_API_KEY 或 --api-key-file 指定的文件中提供有效的密钥。',
	},
	forbidden: {
		en: 'This key may not read this run ({detail}){says}: check the run order id, or use a key with this permission.',
		zh: '此密钥无权读取此运行（{detail}）{says}：请检查运行单号，或使用有此权限的密钥。',
	},
	'not-found': {
		en: 'The service does not know this run ({detail}){says}: check the run order id, and that the key belongs to the same account.',
		zh: '服务中查不到此运行（{detail}）{says}：请检查运行单号，以及密钥是否属于同一账户。',
	},
	engine: {
		en: 'The execution engine could not respond ({detail}){says}: it usually recovers by itself{pause}.',
		zh: '执行引擎暂时无法响应（{detail}）{says}：通常会自行恢复{pause}。',
	},
	malformed: {
		en: 'The response cannot be read: {cause}. If it persists, check the base URL and any proxy in between.',
		zh: '无法解析服务的响应：{cause}。若持续出现，请检查接口地址和中间的代理。',
	},
	'too-large': {
		en: 'The response is too large ({detail}), so it was not read.',
		zh: '响应过大（{detail}），未读取。',
	},
	'forbidden-list': {
		en: 'This key may not list the runs of the account ({detail}){says}: name the runs by their ids, or use a key with this permission.',
		zh: '此密钥无权列出账户的运行（{detail}）{says}：请指定运行单号，或使用有此权限的密钥。',
	},
	list: {
		en: 'The list of runs cannot be read ({detail}){says}: check the base URL, and any proxy in between.',
		zh: '无法读取运行列表（{detail}）{says}：请检查接口地址和中间的代理。',
	},
} as const satisfies Readonly<Record<string, Text>>;

const briefs = {
	network: {en: 'unreachable', zh: '无法连接'},
	certificate: {en: 'bad certificate', zh: '证书无效'},
	proxy: {en: 'proxy failed', zh: '代理出错'},
	timeout: {en: 'timeout', zh: '超时'},
	'rate-limit': {en: 'rate limited', zh: '请求受限'},
	auth: {en: 'key refused', zh: '密钥被拒绝'},
	forbidden: {en: 'no permission', zh: '无权限'},
	'not-found': {en: 'not known yet', zh: '尚未找到'},
	engine: {en: 'engine error', zh: '引擎错误'},
	malformed: {en: 'bad response', zh: '响应无效'},
	'too-large': {en: 'response too large', zh: '响应过大'},
} as const satisfies Readonly<Record<string, Text>>;

/** What the user can do about a fault of the connection. */
const remedies = {
	network: {en: 'Check the network and the base URL.', zh: '请检查网络和接口地址。'},
	between: {
		en: 'Check the network, the base URL and any proxy in between; the address of a proxy usually begins with http://.',
		zh: '请检查网络、接口地址和中间的代理；代理的地址通常以 http:// 开头。',
	},
	proxy: {
		en: 'Check that the proxy runs and that its address is right, or connect directly with --proxy none.',
		zh: '请检查代理是否在运行、地址是否正确，或用 --proxy none 直接连接。',
	},
	'proxy-login': {
		en: 'Put them into its address, like http://USER:PASSWORD@HOST:PORT, in HTTPS_PROXY or in the config.',
		zh: '请在 HTTPS_PROXY 或配置中写进代理的地址，例如 http://用户名:密码@主机:端口。',
	},
	'proxy-failed': {
		en: 'Check its network and the base URL, or connect directly with --proxy none.',
		zh: '请检查代理的网络和接口地址，或用 --proxy none 直接连接。',
	},
	'proxy-refused': {
		en: 'Ask its operator to allow CONNECT to this host and port, or connect directly with --proxy none.',
		zh: '请让代理的管理员允许对此主机和端口使用 CONNECT，或用 --proxy none 直接连接。',
	},
	trust: {
		en: "If you trust it (for example, your company's), name its PEM file in NODE_EXTRA_CA_CERTS, or add it to the system's certificates, which are used as with --use-system-ca.",
		zh: '如果信任它（例如公司内部的），请用 NODE_EXTRA_CA_CERTS 指定其 PEM 文件，或将其加入系统证书；系统证书默认启用，等同于 --use-system-ca。',
	},
	clock: {
		en: "Check this machine's clock. If the clock is right, the certificate must be renewed.",
		zh: '请检查本机时钟。如果时钟无误，则需要更新证书。',
	},
	'other-host': {
		en: 'Check the base URL: a proxy or the login page of a network may respond in its place.',
		zh: '请检查接口地址。也可能是代理或网络登录页面在代替它响应。',
	},
	operator: {
		en: 'Ask the operator of the service, or of the proxy in between, for a valid one.',
		zh: '请联系服务或中间代理的运营方，更换有效的证书。',
	},
} as const satisfies Readonly<Record<string, Text>>;

/** Why a connection fails, and the remedy. Without one, the sentence about the problem says what the user can do. */
const faults: Readonly<Record<TransportFault, Text & {readonly remedy?: keyof typeof remedies}>> = {
	'proxy-login': {
		remedy: 'proxy-login',
		en: 'it asks for a valid user name and password',
		zh: '它要求有效的用户名和密码',
	},
	'proxy-failed': {remedy: 'proxy-failed', en: 'it cannot reach the service', zh: '它无法连接服务'},
	'proxy-refused': {
		remedy: 'proxy-refused',
		en: 'it does not allow this connection',
		zh: '它不允许此连接',
	},
	'name-unknown': {remedy: 'network', en: 'the host does not exist', zh: '主机不存在'},
	'name-lookup': {
		remedy: 'network',
		en: 'the name server does not respond',
		zh: '域名服务器没有响应',
	},
	refused: {remedy: 'network', en: 'nothing accepts connections there', zh: '该地址不接受连接'},
	unreachable: {remedy: 'network', en: 'there is no route to the host', zh: '没有到主机的路由'},
	'cut-off': {remedy: 'between', en: 'the connection was closed too early', zh: '连接提前断开'},
	'certificate-authority': {
		remedy: 'trust',
		en: 'the certificate is from an authority that this machine does not know',
		zh: '证书由本机不信任的颁发机构签发',
	},
	'certificate-self-signed': {
		remedy: 'trust',
		en: 'the certificate is self-signed',
		zh: '证书是自签名的',
	},
	'certificate-expired': {remedy: 'clock', en: 'the certificate has expired', zh: '证书已过期'},
	'certificate-early': {
		remedy: 'clock',
		en: 'the certificate is not valid yet',
		zh: '证书尚未生效',
	},
	'certificate-host': {
		remedy: 'other-host',
		en: 'the certificate is for another host',
		zh: '证书属于另一台主机',
	},
	'certificate-invalid': {remedy: 'operator', en: 'the certificate is not valid', zh: '证书无效'},
	'no-tls': {remedy: 'between', en: 'the server does not use TLS', zh: '对方不使用 TLS'},
	tls: {remedy: 'between', en: 'the TLS handshake failed', zh: 'TLS 握手失败'},
	'connect-timeout': {en: 'no connection', zh: '未能建立连接'},
	'headers-timeout': {en: 'no response', zh: '没有响应'},
	'body-timeout': {en: 'the response stopped', zh: '响应中断'},
	'no-http': {en: 'not valid HTTP', zh: '不是有效的 HTTP'},
	'not-decompressed': {en: 'it cannot be decompressed', zh: '无法解压'},
};

/** The English phrases in which the client says what was wrong with a response. `#` is a number. */
const phrasesZh: Readonly<Record<string, string>> = {
	'an empty body': '响应为空',
	'HTML instead of JSON': '返回的是 HTML，不是 JSON',
	'broken or cut JSON': 'JSON 损坏或不完整',
	'JSON that is not a response of this API': 'JSON 不是此接口的响应',
	'a response without data': '响应中没有 data',
	'a list without items': '列表中没有 items',
	'a list of runs without ids': '列表中的运行没有单号',
	'an execution without a status': '响应中没有 status',
	'a balance without amounts': '余额中没有金额',
	'not valid HTTP': '不是有效的 HTTP',
	'more than # MiB': '超过 # MiB',
	'no complete response within # s': '# 秒内没有完整的响应',
};

/** The technical cause, which may be an error code like `ENOTFOUND`, and the proxy that failed. */
type Fault = {readonly detail: string; readonly proxy: string | null};

export const problemEn = problemIn('en');
export const problemZh = problemIn('zh');

function problemIn(language: Language) {
	const isEnglish = language === 'en';
	const numbers = isEnglish ? numbersEn : numbersZh;

	function inParentheses(text: string): string {
		return isEnglish ? ` (${text})` : `（${text}）`;
	}

	function fill(name: keyof typeof sentences, problem: Problem): string {
		const {detail} = problem;
		const parts: Readonly<Record<string, () => string>> = {
			detail: () => (isEnglish ? detail : detailZh(detail)),
			cause: () => cause(problem),
			remedy: () => remedy(problem) ?? remedies.network[language],
			says: () => says(problem),
			pause: () => pause(problem),
		};
		const text = sentences[name][language];
		return text.replaceAll(/\{(\w+)\}/g, (_, part: string) => parts[part]?.() ?? '');
	}

	/**
	 * Returns the messages of the service, then the code of its engine if the detail does not have it. If the response has a
	 * reason in `data.error`, the field `msg` is left out, because it then often says only that the request failed.
	 */
	function says({detail, serviceMessage, engineError}: Problem): string {
		const given = [engineError?.reason?.safe ?? serviceMessage?.safe, engineError?.detail?.safe];
		const texts = [...new Set(given.filter(text => text !== undefined))];
		const code = engineError?.engineCode?.safe ?? '';
		const quoted = texts
			.map(text => (isEnglish ? `"${text}"` : `“${text}”`))
			.join(isEnglish ? ', ' : '、');
		const introduction = isEnglish ? ', message ' : '，服务提示';
		const isNew = code !== '' && !detail.includes(code);
		return (quoted && introduction + quoted) + (isNew ? inParentheses(code) : '');
	}

	function pause({retryAfter, at}: Problem): string {
		if (retryAfter === null) {
			return '';
		}

		const seconds = numbers.unit(Math.ceil(retryAfter / 1000), 'second', 'long');
		const until = new Date(at + retryAfter).toTimeString().slice(0, 5);
		const isLong = retryAfter >= longPause;
		return isEnglish
			? `, the service asks to wait ${isLong ? `until ${until}` : seconds}`
			: `，服务要求等${isLong ? `到 ${until}` : `待 ${seconds}`}`;
	}

	/** Describes a fault: `ENOTFOUND` becomes `the host does not exist (ENOTFOUND)`. An unknown one stays as it is. */
	function cause({detail, proxy}: Fault): string {
		const fault = transportFault(detail);
		const unknown = isEnglish ? detail : detailZh(detail);
		const text = fault === null ? unknown : faults[fault][language] + inParentheses(detail);
		const ofProxy = isEnglish ? `the proxy ${proxy} fails: ` : `代理 ${proxy} 出错：`;
		return proxy === null ? text : ofProxy + text;
	}

	function remedy({detail, proxy}: Fault): string | null {
		const fault = transportFault(detail);
		// Faults of a certificate, and what a proxy says, have the same remedy with and without a proxy.
		const isOfProxy = proxy !== null && !/^(?:proxy|certificate)-|tls$/.test(fault ?? '');
		const name = isOfProxy ? 'proxy' : fault && faults[fault].remedy;
		return name ? remedies[name][language] : null;
	}

	/** Describes a failed request, and how to fix the problem, in one line. */
	function sentence(problem: Problem): string {
		const {kind, retriable} = problem;
		const isRefused = !retriable && (kind === 'http' || kind === 'engine');
		return fill(isRefused ? 'refused' : kind, problem);
	}

	return {
		sentence,
		/** Describes a failed request for the run list, and how to fix the problem, in one line. */
		ofList: (problem: Problem): string => {
			const {kind, httpStatus} = problem;
			// Another status than 5xx may mean that this is not the service.
			const isOfService =
				['network', 'timeout', 'rate-limit', 'auth'].includes(kind) ||
				(kind === 'http' && (httpStatus ?? 0) >= 500);
			return isOfService
				? sentence(problem)
				: fill(kind === 'forbidden' ? 'forbidden-list' : 'list', problem);
		},
		brief: ({kind, detail, proxy, httpStatus, engineError}: Problem): string => {
			if (kind === 'http') {
				return `HTTP ${httpStatus ?? '?'}`;
			}

			const ofNetwork = isCertificateFault(detail)
				? 'certificate'
				: proxy === null
					? 'network'
					: 'proxy';
			const code = kind === 'engine' ? engineError?.engineCode?.safe : undefined;
			return code ?? briefs[kind === 'network' ? ofNetwork : kind][language];
		},
		cause,
		/** Describes a fault, and how to fix it, if that is known. */
		advice: (fault: Fault): string =>
			[cause(fault), remedy(fault)].filter(text => text !== null).join(isEnglish ? '. ' : '。'),
	};
}

/** Returns the detail of a problem in Chinese. Codes stay as they are. */
function detailZh(detail: string): string {
	const [number = ''] = /\d+(?:\.\d+)?/.exec(detail) ?? [];
	return (
		phrasesZh[detail.replace(number || '#', '#')]?.replace('#', number) ??
		detail.replace(
			/, a redirect to (another path|\S+), which is not followed/,
			(_, to: string) => `，重定向到${to === 'another path' ? '另一路径' : ` ${to}`}，程序不跟随`,
		)
	);
}
