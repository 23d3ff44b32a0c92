import {parseDeviceAttributes, requestDeviceAttributes} from '../query-terminal.ts';
import type {PixelSize} from './graphics.ts';

type SixelLimits = {
	readonly colorRegisters: number | null;
	/** The window without its borders, or `maxSize` if that is smaller. */
	readonly window: PixelSize | null;
	readonly maxSize: PixelSize | null;
};

export const sixelRequest = `\u001B[?1;1;0S\u001B[?2;1;0S\u001B[?2;4;0S${requestDeviceAttributes}`;

/** Null until the last response has arrived. */
export function parseSixelLimits(input: string): SixelLimits | null {
	if (parseDeviceAttributes(input) === null) {
		return null;
	}

	// oxlint-disable-next-line no-control-regex
	const registers = Number(/\u001B\[\?1;0;(\d{1,6})S/.exec(input)?.[1] ?? 0);
	// oxlint-disable-next-line no-control-regex
	const sizes = [...input.matchAll(/\u001B\[\?2;0;(\d{1,6});(\d{1,6})S/g)].map(
		([, width, height]) => ({width: Number(width), height: Number(height)}),
	);
	const [window = null, maxSize = null] = sizes.map(size =>
		size.width > 0 && size.height > 0 ? size : null,
	);
	return {colorRegisters: registers > 1 ? registers : null, window, maxSize};
}

/**
 * Computes the size of a cell from the window, for terminals like xterm that do not report it by default. xterm limits the
 * reported window to the maximum image size: a side at that limit is unknown, and is derived from the other one by assuming
 * that cells are twice as high as wide. Null if both are unknown.
 */
export function cellSizeInWindow(
	{window, maxSize}: SixelLimits,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): PixelSize | null {
	if (window === null) {
		return null;
	}

	const width = window.width === maxSize?.width ? 0 : Math.floor(window.width / columns);
	const height = window.height === maxSize?.height ? 0 : Math.floor(window.height / rows);
	const cell = {width: width || Math.floor(height / 2), height: height || width * 2};
	return cell.width > 0 ? cell : null;
}
