import type {SafeText} from '../core/text/text.ts';
import {transportFault, type TransportFault} from '../core/transport-fault.ts';

/**
 * `cause` is the end of a sentence. `remedy` is a sentence of its own. It is null if the message that contains the
 * cause already says what the user can do.
 */
type Words = readonly [cause: string, remedy: string | null];
type ByFault = Readonly<Record<TransportFault, Words>>;

const trustEn =
	"name its PEM file in NODE_EXTRA_CA_CERTS, or add it to the system's certificates, which are used as with --use-system-ca.";
const trustZh =
	'用 NODE_EXTRA_CA_CERTS 指定其 PEM 文件，或将其加入系统证书；系统证书默认启用，等同于 --use-system-ca。';

const directlyEn = 'or connect directly with --proxy none.';
const directlyZh = '或用 --proxy none 直接连接。';

const faultsEn: ByFault = {
	'proxy-login': [
		'it asks for a valid user name and password',
		'Put them into its address, like http://USER:PASSWORD@HOST:PORT, in HTTPS_PROXY or in the config.',
	],
	'proxy-failed': [
		'it cannot reach the service',
		`Check its network and the base URL, ${directlyEn}`,
	],
	'proxy-refused': [
		'it does not allow this connection',
		`Ask its operator to allow CONNECT to this host and port, ${directlyEn}`,
	],
	'name-unknown': ['the host does not exist', 'Check the base URL and the network.'],
	'name-lookup': ['the name server does not respond', 'Check the network and its name server.'],
	refused: ['nothing accepts connections there', 'Check the network and the base URL.'],
	unreachable: ['there is no route to the host', 'Check the network, the VPN and the base URL.'],
	blocked: ['this machine forbids the connection', 'Check its firewall.'],
	'cut-off': [
		'the connection was closed too early',
		'If it persists, check the network and any proxy in between.',
	],
	'too-many-files': ['too many files are open', 'Raise the limit with ulimit -n.'],
	'certificate-authority': [
		'the certificate is from an authority that this machine does not know',
		`If you trust the authority, such as your company's, ${trustEn}`,
	],
	'certificate-self-signed': [
		'the certificate is self-signed',
		`If you trust the certificate, ${trustEn}`,
	],
	'certificate-expired': [
		'the certificate has expired',
		"Check this machine's clock. If the clock is right, the certificate must be renewed.",
	],
	'certificate-early': ['the certificate is not valid yet', "Check this machine's clock."],
	'certificate-host': [
		'the certificate is for another host',
		'Check the base URL: a proxy or the login page of a network may respond in its place.',
	],
	'certificate-revoked': [
		'the certificate was revoked',
		'Do not trust this connection. Contact the operator of the service.',
	],
	'certificate-invalid': [
		'the certificate is not valid',
		'Ask the operator of the service, or of the proxy in between, for a valid one.',
	],
	'no-tls': [
		'the server does not use TLS',
		'Check the base URL and any proxy in between; the address of a proxy usually begins with http://.',
	],
	tls: ['the TLS handshake failed', 'Check the base URL and any proxy in between.'],
	'connect-timeout': ['no connection', null],
	'headers-timeout': ['no response', null],
	'body-timeout': ['the response stopped', null],
	'no-http': ['not valid HTTP', null],
	'long-headers': ['the headers are too long', null],
	'not-decompressed': ['it cannot be decompressed', null],
};

const faultsZh: ByFault = {
	'proxy-login': [
		'它要求有效的用户名和密码',
		'请在 HTTPS_PROXY 或配置中写进代理的地址，例如 http://用户名:密码@主机:端口。',
	],
	'proxy-failed': ['它无法连接服务', `请检查代理的网络和接口地址，${directlyZh}`],
	'proxy-refused': [
		'它不允许此连接',
		`请让代理的管理员允许对此主机和端口使用 CONNECT，${directlyZh}`,
	],
	'name-unknown': ['主机不存在', '请检查接口地址和网络。'],
	'name-lookup': ['域名服务器没有响应', '请检查网络和域名服务器。'],
	refused: ['该地址不接受连接', '请检查网络和接口地址。'],
	unreachable: ['没有到主机的路由', '请检查网络、VPN 和接口地址。'],
	blocked: ['本机禁止此连接', '请检查防火墙。'],
	'cut-off': ['连接提前断开', '若持续出现，请检查网络和中间的代理。'],
	'too-many-files': ['打开的文件过多', '请用 ulimit -n 提高上限。'],
	'certificate-authority': [
		'证书由本机不认识的颁发机构签发',
		`如果信任该颁发机构（例如公司内部的），请${trustZh}`,
	],
	'certificate-self-signed': ['证书是自签名的', `如果信任该证书，请${trustZh}`],
	'certificate-expired': ['证书已过期', '请检查本机时钟。如果时钟无误，则需要更新证书。'],
	'certificate-early': ['证书尚未生效', '请检查本机时钟。'],
	'certificate-host': [
		'证书属于另一台主机',
		'请检查接口地址。也可能是代理或网络登录页面在代替它响应。',
	],
	'certificate-revoked': ['证书已被吊销', '请勿信任此连接，并联系服务的运营方。'],
	'certificate-invalid': ['证书无效', '请联系服务或中间代理的运营方，更换有效的证书。'],
	'no-tls': ['对方不使用 TLS', '请检查接口地址和中间的代理；代理的地址通常以 http:// 开头。'],
	tls: ['TLS 握手失败', '请检查接口地址和中间的代理。'],
	'connect-timeout': ['未能建立连接', null],
	'headers-timeout': ['没有响应', null],
	'body-timeout': ['响应中断', null],
	'no-http': ['不是有效的 HTTP', null],
	'long-headers': ['响应头过长', null],
	'not-decompressed': ['无法解压', null],
};

const checkProxyEn = `Check that the proxy runs and that its address is right, ${directlyEn}`;
const checkProxyZh = `请检查代理是否在运行、地址是否正确，${directlyZh}`;

/**
 * Describes an error code: `ENOTFOUND` becomes `the host does not exist (ENOTFOUND)`. Returns an unknown one unchanged.
 * `proxy`: the address of the proxy that failed; null without one.
 */
export function causeEn(code: string, proxy: SafeText | null = null): string {
	const words = faultWords(code, faultsEn);
	const at = proxy === null ? '' : `the proxy ${proxy} fails: `;
	return at + (words === null ? code : `${words[0]} (${code})`);
}

export function causeZh(code: string, proxy: SafeText | null = null): string {
	const words = faultWords(code, faultsZh);
	const at = proxy === null ? '' : `代理 ${proxy} 出错：`;
	return at + (words === null ? code : `${words[0]}（${code}）`);
}

export function remedyEn(code: string, proxy: SafeText | null = null): string | null {
	const remedy = faultWords(code, faultsEn)?.[1] ?? null;
	return proxy === null || isSameForProxy(code) ? remedy : checkProxyEn;
}

export function remedyZh(code: string, proxy: SafeText | null = null): string | null {
	const remedy = faultWords(code, faultsZh)?.[1] ?? null;
	return proxy === null || isSameForProxy(code) ? remedy : checkProxyZh;
}

/** Whether the remedy does not depend on what failed, the service or the proxy. */
function isSameForProxy(code: string): boolean {
	return /^(?:proxy|certificate)-|tls$/.test(transportFault(code) ?? '');
}

function faultWords(code: string, faults: ByFault): Words | null {
	const fault = transportFault(code);
	return fault === null ? null : faults[fault];
}
