import type {Balance, Money} from '../../core/money/money.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		doctor: typeof doctorEn;
	}
}

export const doctorEn = {
	checks: {
		program: 'program',
		config: 'config',
		key: 'key',
		proxy: 'proxy',
		reach: 'connection',
		balance: 'balance',
		clock: 'clock',
		certificates: 'certificates',
		terminal: 'terminal',
		locale: 'locale',
		folders: 'folders',
		channel: 'channel',
	},
	states: {ok: 'ok', warn: 'warn', fail: 'FAIL', open: '–'},
	noKey: 'not checked without a key',
	demo: 'none is needed: the service of --demo is a part of this program',
	unknown: 'unknown: the request failed, or this key may not ask for it',
	program: (version: string, node: string, platform: string) =>
		`chenyu-top ${version} on Node ${node}, ${platform}`,
	config: (path: SafeText, hooks: number, channels: number) =>
		`${path} is valid; hooks: ${numbersEn.count(hooks)}, channels: ${numbersEn.count(channels)}`,
	noConfig: (path: SafeText | null) =>
		`no config file; none is needed${path === null ? '' : ` (it would be ${path})`}`,
	key: (source: string) => `from ${source}`,
	proxy: 'none set',
	/** `from`: where the proxy is set, such as `HTTPS_PROXY`. */
	proxySet: (proxy: SafeText, from: string) => `${proxy} (${from})`,
	proxyUnused: (proxy: string, host: SafeText) =>
		`${proxy} is not used for ${host}, which is this machine or in NO_PROXY`,
	reach: (origin: SafeText, runs: number | null, ms: number) =>
		`${origin} responded in ${numbersEn.unit(ms, 'millisecond', 'long')} and accepted the key${runs === null ? '' : `; the account has ${numbersEn.count(runs)} ${runs === 1 ? 'run' : 'runs'}`}`,
	balance: ({sum, prepaid, cards}: Balance & {readonly sum: Money}) =>
		`${numbersEn.price(sum, 'sign')} (prepaid ${numbersEn.price(prepaid, 'sign')}, cards ${numbersEn.price(cards, 'sign')})`,
	clock: (seconds: number) =>
		`within ${numbersEn.unit(seconds, 'second', 'long')} of the service's clock`,
	clockOff: (seconds: number, ahead: boolean) =>
		`${numbersEn.unit(seconds, 'second', 'long')} ${ahead ? 'ahead of' : 'behind'} the service's clock, so running times are off. Synchronize this machine's clock (NTP).`,
	certificates: "verified with the system's certificate authorities",
	verifyingOff:
		'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: certificates are verified. Unset it, and name your authority in NODE_EXTRA_CA_CERTS.',
	extraCertificates: (path: SafeText) => `verified, also with the certificates of ${path}`,
	noExtraCertificates: (path: SafeText, why: SafeText) =>
		`NODE_EXTRA_CA_CERTS names ${path}, which cannot be read (${why}). Correct the path or unset it.`,
	comma: ', ',
	colors: (level: number) =>
		['no colours', '16 colours', '256 colours', 'true colour'][level] ?? '',
	glyphs: (unicode: boolean): string => (unicode ? 'Unicode' : 'ASCII only'),
	links: (yes: boolean): string => (yes ? 'links' : 'no links'),
	notifications: (way: string | null) =>
		way === null ? 'bell for notifications' : `notifications by ${way.toUpperCase()}`,
	noTerminal: 'standard output is not a terminal, so there is no screen, only lines',
	dumb: 'TERM is dumb, so there is no screen. Set TERM to the type of your terminal, like xterm-256color.',
	locale: (locale: SafeText, language: string) => `${locale}; the language is ${language}`,
	noUtf8Locale: (locale: SafeText, language: string) =>
		`${locale} is not UTF-8 (the language is ${language}). Set LANG to one that is, like en_US.UTF-8 or zh_CN.UTF-8.`,
	folders: (paths: readonly SafeText[]) => `writable: ${paths.join(', ')}`,
	folderFaults: (paths: readonly SafeText[]) =>
		`not writable: ${paths.join(', ')}. Nothing is saved between sessions; check the owner and permissions.`,
	noHome: 'HOME is not set, so nothing is saved between sessions. Set HOME, or XDG_STATE_HOME.',
	noChannel: (path: SafeText) =>
		`${path} has no channel. Add {"channels": [{"kind": "feishu", "url": "https://…", "on": ["failed", "allDone"]}]} with the address of the bot of your group, and run chmod 600.`,
	channelWorks: (number: number, kind: string) =>
		`channel ${number} (${kind}) accepted a test message`,
	summary: (fails: number, warns: number) =>
		`${numbersEn.count(fails)} failed, ${warns === 1 ? '1 warning' : `${numbersEn.count(warns)} warnings`}.`,
};

export const doctorZh: typeof doctorEn = {
	checks: {
		program: '程序',
		config: '配置',
		key: '密钥',
		proxy: '代理',
		reach: '连接',
		balance: '余额',
		clock: '时钟',
		certificates: '证书',
		terminal: '终端',
		locale: '语言',
		folders: '文件夹',
		channel: '渠道',
	},
	states: {ok: '正常', warn: '注意', fail: '失败', open: '–'},
	noKey: '没有密钥，未检查',
	demo: '不需要：--demo 的服务是本程序的一部分',
	unknown: '未知：请求失败，或此密钥无权查询',
	program: (version, node, platform) => `chenyu-top ${version}，Node ${node}，${platform}`,
	config: (path, hooks, channels) =>
		`${path} 有效；钩子：${numbersZh.count(hooks)}，渠道：${numbersZh.count(channels)}`,
	noConfig: path => `没有配置文件，不影响使用${path === null ? '' : `（可放在 ${path}）`}`,
	key: source => `取自 ${source}`,
	proxy: '未设置',
	proxySet: (proxy, from) => `${proxy}（${from}）`,
	proxyUnused: (proxy, host) => `${proxy}不用于 ${host}，因为该主机是本机，或在 NO_PROXY 中`,
	reach: (origin, runs, ms) =>
		`${origin} 在 ${numbersZh.unit(ms, 'millisecond', 'long')}内响应并接受了密钥${runs === null ? '' : `；账户有 ${numbersZh.count(runs)} 次运行`}`,
	balance: ({sum, prepaid, cards}) =>
		`${numbersZh.price(sum, 'sign')}（预付 ${numbersZh.price(prepaid, 'sign')}，算力卡 ${numbersZh.price(cards, 'sign')}）`,
	clock: seconds => `与服务的时钟相差不超过 ${numbersZh.unit(seconds, 'second', 'long')}`,
	clockOff: (seconds, ahead) =>
		`比服务的时钟${ahead ? '快' : '慢'} ${numbersZh.unit(seconds, 'second', 'long')}，因此运行时长有偏差。请同步本机时钟（NTP）。`,
	certificates: '已启用验证，使用系统的证书颁发机构',
	verifyingOff:
		'NODE_TLS_REJECT_UNAUTHORIZED=0 不起作用：证书照常验证。请取消该变量，用 NODE_EXTRA_CA_CERTS 指定证书颁发机构。',
	extraCertificates: path => `已启用验证，并使用 ${path} 中的证书`,
	noExtraCertificates: (path, why) =>
		`NODE_EXTRA_CA_CERTS 指定的 ${path} 无法读取（${why}）。请改正路径或取消该变量。`,
	comma: '、',
	colors: level => ['没有颜色', '16 色', '256 色', '真彩色'][level] ?? '',
	glyphs: unicode => (unicode ? 'Unicode' : '只有 ASCII'),
	links: yes => (yes ? '支持链接' : '不支持链接'),
	notifications: way => (way === null ? '通过响铃通知' : `通过 ${way.toUpperCase()} 通知`),
	noTerminal: '标准输出不是终端，只逐行输出，不显示界面',
	dumb: 'TERM 为 dumb，无法显示界面。请把 TERM 设为终端的类型，例如 xterm-256color。',
	locale: (locale, language) => `${locale}；界面语言是 ${language}`,
	noUtf8Locale: (locale, language) =>
		`${locale} 不是 UTF-8（语言是 ${language}）。请把 LANG 设为 en_US.UTF-8 或 zh_CN.UTF-8 这样的语言环境。`,
	folders: paths => `可以写入：${paths.join('、')}`,
	folderFaults: paths =>
		`无法写入：${paths.join('、')}。会话结束后不会保留任何内容；请检查所有者和权限。`,
	noHome: '未设置 HOME，会话结束后不会保留任何内容。请设置 HOME 或 XDG_STATE_HOME。',
	noChannel: path =>
		`${path} 中没有渠道。请加入 {"channels": [{"kind": "feishu", "url": "https://…", "on": ["failed", "allDone"]}]}，填写群机器人的地址，并运行 chmod 600。`,
	channelWorks: (number, kind) => `渠道 ${number}（${kind}）接受了测试消息`,
	summary: (fails, warns) =>
		`${numbersZh.count(fails)} 项失败，${numbersZh.count(warns)} 项需要注意。`,
};
