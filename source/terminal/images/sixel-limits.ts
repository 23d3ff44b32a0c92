import {parseDeviceAttributes, type PixelSize} from './graphics.ts';

/** The limits of sixel pictures that a terminal reports (XTSMGRAPHICS); null where it reports none. */
export type SixelLimits = {
	/** The number of color registers. */
	readonly registers: number | null;
	/** The window without its borders, as far as pictures can be as large. */
	readonly window: PixelSize | null;
	/** The largest picture. */
	readonly maxSize: PixelSize | null;
};

const escape = '\u001B';

/** Requests the color registers, the window, the largest picture, and last the device attributes (DA1), which every terminal reports. */
export const sixelRequest = ['[?1;1;0S', '[?2;1;0S', '[?2;4;0S', '[c']
	.map(request => escape + request)
	.join('');

/** The limits in what a terminal sent; null until the last response is there. */
export function parseSixelLimits(sent: string): SixelLimits | null {
	if (parseDeviceAttributes(sent) === null) {
		return null;
	}

	// oxlint-disable-next-line no-control-regex
	const registers = Number(/\u001B\[\?1;0;(\d{1,6})S/.exec(sent)?.[1] ?? 0);
	// oxlint-disable-next-line no-control-regex
	const sizes = [...sent.matchAll(/\u001B\[\?2;0;(\d{1,6});(\d{1,6})S/g)].map(
		([, width, height]) => ({width: Number(width), height: Number(height)}),
	);
	const [window = null, largest = null] = sizes.map(size =>
		size.width > 0 && size.height > 0 ? size : null,
	);
	return {registers: registers > 1 ? registers : null, window, maxSize: largest};
}

/**
 * The size of a cell in a window of that many cells; null where it is unknown. xterm does not report the size of a cell by
 * default. It limits the reported window to the largest picture: a side at that limit says nothing about the window, and
 * the cell is taken to be twice as high as wide.
 */
export function cellSizeInWindow(
	{window, maxSize: largest}: SixelLimits,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): PixelSize | null {
	if (window === null) {
		return null;
	}

	const width = window.width === largest?.width ? 0 : Math.floor(window.width / columns);
	const height = window.height === largest?.height ? 0 : Math.floor(window.height / rows);
	const cell = {width: width || Math.floor(height / 2), height: height || width * 2};
	return cell.width > 0 ? cell : null;
}
