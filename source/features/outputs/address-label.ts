import {truncateStart, truncate} from '../../terminal/width.ts';

/**
 * Makes a link text of at most `width` cells. The end of the host is never cut, because it identifies the owner of
 * the host. User name, query and fragment are left out, because they may be secrets.
 */
export function addressLabel(address: URL, width: number, ellipsis: string): string {
	const {protocol, host, pathname, search} = address;
	const origin = `${protocol}//${host}`;
	const rest = `${pathname === '/' ? '' : pathname}${search === '' ? '' : `?${ellipsis}`}`;
	// The label is ASCII except for the ellipsis, so its length is its width in cells.
	const label = [`${origin}${rest}`, `${host}${rest}`].find(text => text.length <= width);

	if (label !== undefined) {
		return label;
	}

	if (host.length >= width) {
		return truncateStart(host, width, {ellipsis});
	}

	return truncate(`${origin.length + 2 <= width ? origin : host}${rest}`, width, {ellipsis});
}
