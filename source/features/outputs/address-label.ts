import {truncateStart, truncate} from '../../terminal/width.ts';

/**
 * An address as the label of a link, in at most `width` cells: the host is never cut at its end, since that is where it
 * says whose it is. User name, query and fragment are not shown: they may be secrets.
 */
export function addressLabel(address: URL, width: number, ellipsis: string): string {
	const {protocol, host, pathname, search} = address;
	const origin = `${protocol}//${host}`;
	const rest = `${pathname === '/' ? '' : pathname}${search === '' ? '' : `?${ellipsis}`}`;
	// All of it is ASCII but for the ellipsis, so every unit is a cell.
	const label = [`${origin}${rest}`, `${host}${rest}`].find(text => text.length <= width);

	if (label !== undefined) {
		return label;
	}

	if (host.length >= width) {
		return truncateStart(host, width, {ellipsis});
	}

	return truncate(`${origin.length + 2 <= width ? origin : host}${rest}`, width, {ellipsis});
}
