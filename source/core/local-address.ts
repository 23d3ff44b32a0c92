import {BlockList, isIP} from 'node:net';

/** Loopback, link-local and unspecified addresses. Those of IPv4 match also as IPv6 addresses, like `::ffff:7f00:1`. */
const local = new BlockList();
local.addSubnet('0.0.0.0', 8, 'ipv4');
local.addSubnet('127.0.0.0', 8, 'ipv4');
local.addSubnet('169.254.0.0', 16, 'ipv4');
local.addSubnet('::', 127, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** Reports whether an IP address leads to this machine, or to its neighbours on the link. */
export function isLocalAddress(ip: string): boolean {
	return local.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
}

/** Reports whether the host name of a `URL` is a local address or `localhost`. Other names must be resolved first. */
export function isLocalHost(hostname: string): boolean {
	const bare = hostname.replace(/^\[(.*)\]$/, '$1');
	return isIP(bare) === 0 ? /^(?:.+\.)?localhost\.?$/.test(hostname) : isLocalAddress(bare);
}
