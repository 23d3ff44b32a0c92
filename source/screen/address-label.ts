import {cellWidth, slice} from '../terminal/width.ts';

/**
 * An address as the label of a link, in at most `width` cells: the host is never cut at its end, since that is where it
 * says whose it is. User name, query and fragment are not shown: they may be secrets.
 */
export function addressLabel(address: URL, width: number, ellipsis: string): string {
	const {protocol, host, pathname} = address;
	const origin = `${protocol}//${host}`;
	const rest = `${pathname === '/' ? '' : pathname}${address.search === '' ? '' : `?${ellipsis}`}`;
	const label = [`${origin}${rest}`, `${host}${rest}`].find(text => cellWidth(text) <= width);

	if (label !== undefined) {
		return label;
	}

	if (host.length > width) {
		return width < 2 ? '' : `${ellipsis}${host.slice(host.length - width + 1)}`;
	}

	const start = origin.length + 2 <= width ? origin : host;
	return start.length === width ? start : `${slice(`${start}${rest}`, 0, width - 1)}${ellipsis}`;
}
