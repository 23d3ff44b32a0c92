import type {SafeText} from '../core/text/text.ts';

/** A part of `usageEn`: what is wrong with an address. */
export const addressesEn = {
	/** `source`: the option or variable with the URL. The URL is not quoted: it can contain a password or a token. */
	wrongBaseUrl: {
		'not-a-url': (source: string) => `${source} is not a URL. Use one like https://www.chenyu.cn.`,
		scheme: (source: string) => `${source} is neither https nor http. Use a URL with https.`,
		'plain-http': (source: string) =>
			`${source} is http to another machine, which would expose the key to the network. Use https; http is allowed for loopback addresses only, like http://127.0.0.1:8080.`,
		'user-info': (source: string) =>
			`${source} contains a user name or a password. Remove them; the key comes from CHENYU_API_KEY.`,
		query: (source: string) =>
			`${source} has a query or a fragment. Remove everything from the ? or # on.`,
	},
	/** `source`: the option, variable or setting with the proxy. The value is not quoted: it can contain a password. */
	proxyErrors: {
		'not-a-proxy': (source: string) =>
			`${source} is not the address of an HTTP proxy. Use one like http://127.0.0.1:7890; in a user name or password, write special characters as %XX.`,
		socks: (source: string) =>
			`${source} is a SOCKS proxy, which chenyu-top does not support. Set HTTPS_PROXY or --proxy to an HTTP proxy (many programs offer one on the same port: http:// in place of socks5://), or connect directly with --proxy none.`,
		password:
			'--proxy contains a password, which the process list would show. Put the address into HTTPS_PROXY, or into "proxy" in the config.',
		exposed: (path: SafeText, mode: string) =>
			`Other users of this machine can read the password of the proxy in ${path} (mode ${mode}). Run chmod 600 on it.`,
	},
};

export const addressesZh: typeof addressesEn = {
	wrongBaseUrl: {
		'not-a-url': source => `${source} 不是网址。请用 https://www.chenyu.cn 这样的网址。`,
		scheme: source => `${source} 既不是 https 也不是 http。请用 https 网址。`,
		'plain-http': source =>
			`${source} 是指向其他机器的 http 地址，密钥会暴露在网络上。请用 https；http 只能指向本机，例如 http://127.0.0.1:8080。`,
		'user-info': source =>
			`${source} 含有用户名或密码。请去掉它们；密钥取自环境变量 CHENYU_API_KEY。`,
		query: source => `${source} 含有查询参数或片段。请去掉 ? 或 # 及其后的内容。`,
	},
	proxyErrors: {
		'not-a-proxy': source =>
			`${source} 不是 HTTP 代理的地址。请用 http://127.0.0.1:7890 这样的地址；用户名和密码中的特殊字符写成 %XX。`,
		socks: source =>
			`${source} 是 SOCKS 代理，chenyu-top 不支持。请把 HTTPS_PROXY 或 --proxy 设为 HTTP 代理（许多代理软件在同一端口提供：把 socks5:// 换成 http://），或用 --proxy none 直接连接。`,
		password:
			'--proxy 含有密码，会出现在进程列表中。请把地址放入环境变量 HTTPS_PROXY，或配置中的“proxy”。',
		exposed: (path, mode) =>
			`本机其他用户可以读取 ${path} 中代理的密码（权限 ${mode}）。请对它执行 chmod 600。`,
	},
};
